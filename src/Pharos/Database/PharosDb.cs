using System.Text.Json;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Pharos.Database.Rows;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.Database;

/// <summary>The one model of both databases. Times are unix seconds, enumerations their wire names.</summary>
public sealed partial class PharosDb(DbContextOptions<PharosDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<MemberRow> Members => Set<MemberRow>();
    public DbSet<MemberRoleRow> MemberRoles => Set<MemberRoleRow>();
    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    /// <summary>Shared by all nodes: antiforgery tokens and second-factor secrets depend on them.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<PageRow> Pages => Set<PageRow>();
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
    public DbSet<WebhookRow> ImHooks => Set<WebhookRow>();
    public DbSet<NotificationRow> Notifications => Set<NotificationRow>();
    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();
    public DbSet<LetterRow> Letters => Set<LetterRow>();
    public DbSet<DeliveryNodeRow> DeliveryNodes => Set<DeliveryNodeRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<PageType>().HaveConversion<WireNameColumn<PageType>>();
        configurationBuilder.Properties<DateView>().HaveConversion<WireNameColumn<DateView>>();
        configurationBuilder.Properties<UptimeMode>().HaveConversion<WireNameColumn<UptimeMode>>();
        configurationBuilder.Properties<TemplateType>().HaveConversion<WireNameColumn<TemplateType>>();
        configurationBuilder.Properties<ChangeType>().HaveConversion<WireNameColumn<ChangeType>>();
        configurationBuilder.Properties<ChangeStatus>().HaveConversion<WireNameColumn<ChangeStatus>>();
        configurationBuilder.Properties<ComponentStatus>().HaveConversion<WireNameColumn<ComponentStatus>>();
        configurationBuilder.Properties<SubscriptionMethod>().HaveConversion<WireNameColumn<SubscriptionMethod>>();
        configurationBuilder.Properties<ImPlatform>().HaveConversion<WireNameColumn<ImPlatform>>();
        configurationBuilder.Properties<DeliveryState>().HaveConversion<WireNameColumn<DeliveryState>>();
        configurationBuilder.Properties<EntryPoint>().HaveConversion<WireNameColumn<EntryPoint>>();
        configurationBuilder.Properties<LetterKind>().HaveConversion<WireNameColumn<LetterKind>>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountRow>(e =>
        {
            e.ToTable("accounts").HasKey(r => r.AccountId);
            e.Property(r => r.AccountId).ValueGeneratedNever();
        });
        modelBuilder.Entity<MemberRow>(e =>
        {
            e.ToTable("members").HasKey(r => r.MemberId);
            e.Property(r => r.MemberId).ValueGeneratedNever();
            e.HasIndex(r => new { r.AccountId, r.Email }).IsUnique().HasFilter("status <> 'deleted'");
            e.HasIndex(r => r.Email);
            e.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Roles).WithOne().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<MemberRoleRow>(e => e.ToTable("member_roles").HasKey(r => new { r.MemberId, r.RoleId }));
        modelBuilder.Entity<ApiKeyRow>(e =>
        {
            e.ToTable("app_keys").HasKey(r => r.KeyId);
            e.HasIndex(r => r.Digest).IsUnique();
            e.HasIndex(r => r.MemberId);
            JsonList(e.Property(r => r.PermissionIds));
            JsonList(e.Property(r => r.PageIds));
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SessionRow>(e =>
        {
            e.ToTable("sessions").HasKey(r => r.Digest);
            e.HasIndex(r => r.MemberId);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<DataProtectionKey>(e => e.ToTable("data_protection_keys"));
        PlatformTables(modelBuilder);
        SecondFactorTables(modelBuilder);
        StatusPageTables(modelBuilder);
        ChangeTables(modelBuilder);
        SubscriberTables(modelBuilder);
        DeliveryTables(modelBuilder);
        AuditTables(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }

    private static void StatusPageTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PageRow>(e =>
        {
            e.ToTable("pages").HasKey(r => r.PageId);
            e.Property(r => r.PageId).ValueGeneratedNever();
            JsonList(e.Property(r => r.CustomLinks));
            e.HasIndex(r => r.AccountId);
            e.HasIndex(r => r.UrlName).IsUnique().HasFilter("type = 'public'").HasDatabaseName("ix_pages_public_url_name");
            e.HasIndex(r => new { r.AccountId, r.UrlName }).IsUnique().HasFilter("type = 'internal'").HasDatabaseName("ix_pages_internal_url_name");
            e.HasIndex(r => r.CustomDomain).IsUnique();
            e.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SectionRow>(e =>
        {
            e.ToTable("sections").HasKey(r => r.SectionId);
            e.HasIndex(r => r.PageId);
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ComponentRow>(e =>
        {
            e.ToTable("components").HasKey(r => r.ComponentId);
            e.HasIndex(r => r.PageId);
            e.HasIndex(r => r.SectionId);
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<SectionRow>().WithMany().HasForeignKey(r => r.SectionId).OnDelete(DeleteBehavior.SetNull);
        });
        modelBuilder.Entity<TemplateRow>(e =>
        {
            e.ToTable("templates").HasKey(r => r.TemplateId);
            JsonList(e.Property(r => r.Messages));
            e.HasIndex(r => new { r.PageId, r.Type });
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void ChangeTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChangeRow>(e =>
        {
            e.ToTable("changes").HasKey(r => r.ChangeId);
            e.Property(r => r.ChangeId).ValueGeneratedNever();
            e.HasIndex(r => new { r.PageId, r.Type, r.Status, r.StartAt });
            e.HasIndex(r => new { r.PageId, r.StartAt });
            e.HasIndex(r => r.NextStepAt);
            e.HasIndex(r => new { r.PageId, r.CloseAt });
            e.HasIndex(r => new { r.PageId, r.SourceId }).IsUnique();
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Updates).WithOne().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Responders).WithOne().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<UpdateRow>(e =>
        {
            e.ToTable("change_updates").HasKey(r => new { r.ChangeId, r.UpdateId });
            e.HasMany(r => r.ComponentChanges).WithOne().HasForeignKey(r => new { r.ChangeId, r.UpdateId }).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ComponentChangeRow>(e =>
        {
            e.ToTable("component_changes").HasKey(r => new { r.ChangeId, r.UpdateId, r.ComponentId });
            e.HasIndex(r => r.ComponentId);
            e.HasOne<ComponentRow>().WithMany().HasForeignKey(r => r.ComponentId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ResponderRow>(e =>
        {
            e.ToTable("change_responders").HasKey(r => new { r.ChangeId, r.MemberId });
            e.HasIndex(r => r.MemberId);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ChangeLinkRow>(e =>
        {
            e.ToTable("change_links").HasKey(r => new { r.LowChangeId, r.HighChangeId });
            e.HasIndex(r => r.HighChangeId);
            e.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.LowChangeId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.HighChangeId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void SubscriberTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SubscriberRow>(e =>
        {
            e.ToTable("subscribers").HasKey(r => r.SubscriberId);
            e.Property(r => r.SubscriberId).ValueGeneratedNever();
            e.HasIndex(r => new { r.PageId, r.Method, r.Recipient }).IsUnique();
            e.HasIndex(r => new { r.PageId, r.SubscriberId });
            e.HasIndex(r => r.Token).IsUnique();
            e.HasIndex(r => r.MemberId);
            e.HasIndex(r => r.QuarantinedAt);
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Components).WithOne().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Sections).WithOne().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Changes).WithOne().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SubscriberComponentRow>(e =>
        {
            e.ToTable("subscriber_components").HasKey(r => new { r.SubscriberId, r.ComponentId });
            e.HasIndex(r => r.ComponentId);
            e.HasOne<ComponentRow>().WithMany().HasForeignKey(r => r.ComponentId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SubscriberSectionRow>(e =>
        {
            e.ToTable("subscriber_sections").HasKey(r => new { r.SubscriberId, r.SectionId });
            e.HasIndex(r => r.SectionId);
            e.HasOne<SectionRow>().WithMany().HasForeignKey(r => r.SectionId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SubscriberChangeRow>(e =>
        {
            e.ToTable("subscriber_changes").HasKey(r => new { r.SubscriberId, r.ChangeId });
            e.HasIndex(r => r.ChangeId);
            e.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<WebhookRow>(e =>
        {
            e.ToTable("im_hooks").HasKey(r => r.HookId);
            e.HasIndex(r => r.MemberId);
            e.HasIndex(r => r.QuarantinedAt);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SubscriberHookRow>(e =>
        {
            e.ToTable("subscriber_hooks").HasKey(r => new { r.SubscriberId, r.HookId });
            e.HasIndex(r => r.HookId);
            e.HasOne<SubscriberRow>().WithMany().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<WebhookRow>().WithMany().HasForeignKey(r => r.HookId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<CountedBounceRow>(e =>
        {
            e.ToTable("counted_bounces").HasKey(r => new { r.SubscriberId, r.ChangeId, r.Seq });
            e.HasOne<SubscriberRow>().WithMany().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<PendingSubscriptionRow>(e =>
        {
            e.ToTable("pending_subscriptions").HasKey(r => new { r.PageId, r.Recipient });
            e.HasIndex(r => r.Digest).IsUnique();
            e.HasIndex(r => r.ExpiresAt);
            JsonList(e.Property(r => r.ComponentIds));
            JsonList(e.Property(r => r.SectionIds));
            JsonList(e.Property(r => r.ChangeIds));
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SubscriberImportRow>(e =>
        {
            e.ToTable("subscriber_imports").HasKey(r => new { r.ImportId, r.Part });
            e.HasIndex(r => r.PageId);
            e.HasIndex(r => r.CreatedAt);
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    private static void DeliveryTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<NotificationRow>(e =>
        {
            e.ToTable("notifications").HasKey(r => new { r.ChangeId, r.Seq });
            e.HasIndex(r => r.PageId);
            e.HasIndex(r => r.CreatedAt).HasFilter("spread_at IS NULL").HasDatabaseName("ix_notifications_to_spread");
            e.HasIndex(r => new { r.AccountId, r.CreatedAt });
            e.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<DeliveryRow>(e =>
        {
            e.ToTable("deliveries").HasKey(r => new { r.ChangeId, r.SubscriberId, r.HookId });
            e.HasIndex(r => r.SubscriberId);
            e.HasIndex(r => new { r.PageId, r.NextAttemptAt }).HasFilter("state = 'waiting' AND claimed_by IS NULL").HasDatabaseName("ix_deliveries_to_claim");
            e.HasIndex(r => r.ClaimedBy).HasFilter("claimed_by IS NOT NULL").HasDatabaseName("ix_deliveries_claimed");
            e.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
            e.HasOne<SubscriberRow>().WithMany().HasForeignKey(r => r.SubscriberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<LetterRow>(e =>
        {
            e.ToTable("letters").HasKey(r => r.LetterId);
            e.Property(r => r.LetterId).ValueGeneratedNever();
            e.HasIndex(r => r.PageId);
            e.HasIndex(r => new { r.Mailbox, r.CreatedAt });
            e.HasIndex(r => r.CreatedAt);
            e.HasIndex(r => r.NextAttemptAt).HasFilter("state = 'waiting'").HasDatabaseName("ix_letters_to_send");
            e.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<DeliveryNodeRow>(e => e.ToTable("delivery_nodes").HasKey(r => r.Node));
    }

    private static void JsonList<T>(Microsoft.EntityFrameworkCore.Metadata.Builders.PropertyBuilder<List<T>> property) => property.HasConversion(
        list => JsonSerializer.Serialize(list, WireJson.Options),
        text => JsonSerializer.Deserialize<List<T>>(text, WireJson.Options) ?? new List<T>(),
        new ValueComparer<List<T>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => new List<T>(list)));

    private sealed class WireNameColumn<T>() : ValueConverter<T, string>(value => WireName<T>.Of(value), name => WireName<T>.Parse(name))
        where T : struct, Enum;
}
