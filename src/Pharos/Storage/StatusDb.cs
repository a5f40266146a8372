using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Pharos.Api.Envelope;
using Pharos.Status;
using Pharos.Storage.Rows;

namespace Pharos.Storage;

/// <summary>The one model of both databases. Times are unix seconds, enumerations their wire names.</summary>
public sealed class StatusDb(DbContextOptions<StatusDb> options) : DbContext(options)
{
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    public DbSet<MemberRow> Members => Set<MemberRow>();
    public DbSet<MemberRoleRow> MemberRoles => Set<MemberRoleRow>();
    public DbSet<AppKeyRow> AppKeys => Set<AppKeyRow>();
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    public DbSet<ProtectionKeyRow> ProtectionKeys => Set<ProtectionKeyRow>();
    public DbSet<PageRow> Pages => Set<PageRow>();
    public DbSet<SectionRow> Sections => Set<SectionRow>();
    public DbSet<ComponentRow> Components => Set<ComponentRow>();
    public DbSet<ChangeRow> Changes => Set<ChangeRow>();
    public DbSet<UpdateRow> Updates => Set<UpdateRow>();
    public DbSet<ComponentChangeRow> ComponentChanges => Set<ComponentChangeRow>();
    public DbSet<ResponderRow> Responders => Set<ResponderRow>();
    public DbSet<ChangeLinkRow> ChangeLinks => Set<ChangeLinkRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<PageType>().HaveConversion<WireNameColumn<PageType>>();
        configurationBuilder.Properties<DateView>().HaveConversion<WireNameColumn<DateView>>();
        configurationBuilder.Properties<UptimeMode>().HaveConversion<WireNameColumn<UptimeMode>>();
        configurationBuilder.Properties<ChangeType>().HaveConversion<WireNameColumn<ChangeType>>();
        configurationBuilder.Properties<ChangeStatus>().HaveConversion<WireNameColumn<ChangeStatus>>();
        configurationBuilder.Properties<ComponentStatus>().HaveConversion<WireNameColumn<ComponentStatus>>();
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
            e.HasIndex(r => new { r.AccountId, r.Email }).IsUnique();
            e.HasIndex(r => r.Email);
            e.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Roles).WithOne().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<MemberRoleRow>(e => e.ToTable("member_roles").HasKey(r => new { r.MemberId, r.RoleId }));
        modelBuilder.Entity<AppKeyRow>(e =>
        {
            e.ToTable("app_keys").HasKey(r => r.KeyId);
            e.HasIndex(r => r.Digest).IsUnique();
            e.HasIndex(r => r.MemberId);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<SessionRow>(e =>
        {
            e.ToTable("sessions").HasKey(r => r.Digest);
            e.HasIndex(r => r.MemberId);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<ProtectionKeyRow>(e => e.ToTable("protection_keys").HasKey(r => r.Name));
        StatusPageTables(modelBuilder);
        ChangeTables(modelBuilder);
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
            e.Property(r => r.CustomLinks).HasConversion(
                links => JsonSerializer.Serialize(links, WireJson.Options),
                text => JsonSerializer.Deserialize<List<PageLink>>(text, WireJson.Options) ?? new List<PageLink>(),
                new ValueComparer<List<PageLink>>(
                    (a, b) => a!.SequenceEqual(b!), links => links.Count, links => new List<PageLink>(links)));
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

    private sealed class WireNameColumn<T>() : ValueConverter<T, string>(value => WireName<T>.Of(value), name => WireName<T>.Parse(name))
        where T : struct, Enum;
}
