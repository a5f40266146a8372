using System.Text.Json;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Pharos.Http.Idempotency;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Intake.Journal;
using Pharos.OnCall.SourceChanges;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;
using Pharos.Platform.Accounts;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Audit;
using Pharos.Platform.Invitations;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;
using Pharos.Platform.SecondFactor;
using Pharos.Platform.Sessions;
using Pharos.Platform.Teams;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Sections;
using Pharos.StatusPages.Subscribers;
using Pharos.StatusPages.Templates;

namespace Pharos.Database;

/// <summary>
/// The tables of both databases. Each table's row and configuration are in the folder of its noun; this list is the
/// database's only dependency on the areas. Times are stored as unix seconds and enumerations as wire names, so that
/// both databases compare and sort them the same way.
/// </summary>
public sealed class PharosDb(DbContextOptions<PharosDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<MemberRow> Members => Set<MemberRow>();
    public DbSet<MemberRoleRow> MemberRoles => Set<MemberRoleRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<PageRow> Pages => Set<PageRow>();
    public DbSet<FormerSlugRow> FormerSlugs => Set<FormerSlugRow>();
    public DbSet<SectionRow> Sections => Set<SectionRow>();
    public DbSet<ComponentRow> Components => Set<ComponentRow>();
    public DbSet<TemplateRow> Templates => Set<TemplateRow>();
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();
    public DbSet<UpdateRow> Updates => Set<UpdateRow>();
    public DbSet<ComponentChangeRow> ComponentChanges => Set<ComponentChangeRow>();
    public DbSet<ResponderRow> Responders => Set<ResponderRow>();
    public DbSet<ChangeLinkRow> ChangeLinks => Set<ChangeLinkRow>();
    public DbSet<SubscriberRow> Subscribers => Set<SubscriberRow>();
    public DbSet<SubscriberComponentRow> SubscriberComponents => Set<SubscriberComponentRow>();
    public DbSet<SubscriberSectionRow> SubscriberSections => Set<SubscriberSectionRow>();
    public DbSet<SubscriberChangeRow> SubscriberChanges => Set<SubscriberChangeRow>();
    public DbSet<SubscriberHookRow> SubscriberHooks => Set<SubscriberHookRow>();
    public DbSet<CountedBounceRow> CountedBounces => Set<CountedBounceRow>();
    public DbSet<PendingSubscriptionRow> PendingSubscriptions => Set<PendingSubscriptionRow>();
    public DbSet<SubscriberImportRow> SubscriberImports => Set<SubscriberImportRow>();
    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();
    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<OutgoingMessageRow> OutgoingMessages => Set<OutgoingMessageRow>();
    public DbSet<DeliveryNodeRow> DeliveryNodes => Set<DeliveryNodeRow>();
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<AuditChainRow> AuditChains => Set<AuditChainRow>();
    public DbSet<IdempotencyKeyRow> IdempotencyKeys => Set<IdempotencyKeyRow>();
    public DbSet<RoleRow> Roles => Set<RoleRow>();
    public DbSet<TeamRow> Teams => Set<TeamRow>();
    public DbSet<TeamMemberRow> TeamMembers => Set<TeamMemberRow>();
    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();
    public DbSet<SecondFactorRow> SecondFactors => Set<SecondFactorRow>();
    public DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();
    public DbSet<SpaceRow> Spaces => Set<SpaceRow>();
    public DbSet<SpaceRuleRow> SpaceRules => Set<SpaceRuleRow>();
    public DbSet<SpaceStarRow> SpaceStars => Set<SpaceStarRow>();
    public DbSet<IntegrationRow> Integrations => Set<IntegrationRow>();
    public DbSet<RouteRow> Routes => Set<RouteRow>();
    public DbSet<RecentPayloadRow> RecentPayloads => Set<RecentPayloadRow>();
    public DbSet<PushRow> Pushes => Set<PushRow>();
    public DbSet<AlertRow> Alerts => Set<AlertRow>();
    public DbSet<EarlyRecoveryRow> EarlyRecoveries => Set<EarlyRecoveryRow>();
    public DbSet<AlertEventRow> AlertEvents => Set<AlertEventRow>();
    public DbSet<IncidentRow> Incidents => Set<IncidentRow>();
    public DbSet<IncidentResponderRow> IncidentResponders => Set<IncidentResponderRow>();
    public DbSet<IncidentFieldRow> IncidentFields => Set<IncidentFieldRow>();
    public DbSet<SourceChangeRow> SourceChanges => Set<SourceChangeRow>();
    public DbSet<TimelineEntryRow> TimelineEntries => Set<TimelineEntryRow>();
    public DbSet<TimerRow> Timers => Set<TimerRow>();

    /// <summary>
    /// The pages of all accounts, for areas that don't know their rows: keys are limited to pages, and pages show their
    /// account's time zone.
    /// </summary>
    public IQueryable<AccountPage> AccountPages =>
        Pages
            .AsNoTracking()
            .OrderBy(p => p.CreatedAt)
            .ThenBy(p => p.PageId)
            .Select(p => new AccountPage
            {
                AccountId = p.AccountId,
                PageId = p.PageId,
                Name = p.Name,
            });

    /// <summary>The pages that a member follows.</summary>
    public IQueryable<long> SubscriptionsOf(long memberId) =>
        Subscribers.Where(s => s.MemberId == memberId).Select(s => s.PageId);

    /// <summary>Ends all subscriptions of a member.</summary>
    public Task EndSubscriptions(long memberId, CancellationToken cancel) =>
        Subscribers.Where(s => s.MemberId == memberId).ExecuteDeleteAsync(cancel);

    /// <summary>SQL's <c>lower</c>, for queries. SQLite only lowers ASCII letters.</summary>
    [DbFunction("lower", IsBuiltIn = true)]
    public static string Lower(string text) => throw new NotSupportedException("only for queries");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PharosDb).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type.IsEnum)
                property.SetValueConverter(
                    (ValueConverter)Activator.CreateInstance(typeof(WireNameColumn<>).MakeGenericType(type))!
                );
        }
    }

    private sealed class WireNameColumn<T>()
        : ValueConverter<T, string>(value => WireName<T>.ToWire(value), name => WireName<T>.Parse(name))
        where T : struct, Enum;
}
