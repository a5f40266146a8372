using Microsoft.EntityFrameworkCore;
using Pharos.Database.Rows;

namespace Pharos.Database;

// Roles, teams, invitations.
public sealed partial class PharosDb
{
    public DbSet<RoleRow> Roles => Set<RoleRow>();
    public DbSet<TeamRow> Teams => Set<TeamRow>();
    public DbSet<TeamMemberRow> TeamMembers => Set<TeamMemberRow>();
    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    /// <summary>In queries: a text in lower case. SQLite knows only the letters of ASCII.</summary>
    [DbFunction("lower", IsBuiltIn = true)]
    public static string Lower(string text) => throw new NotSupportedException("only the database does this");

    private static void PlatformTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<RoleRow>(e =>
        {
            e.ToTable("roles").HasKey(r => r.RoleId);
            e.Property(r => r.RoleId).ValueGeneratedNever();
            e.HasIndex(r => new { r.AccountId, r.Name }).IsUnique();
            JsonList(e.Property(r => r.PermissionIds));
            e.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<TeamRow>(e =>
        {
            e.ToTable("teams").HasKey(r => r.TeamId);
            e.Property(r => r.TeamId).ValueGeneratedNever();
            e.HasIndex(r => new { r.AccountId, r.Name }).IsUnique();
            e.HasIndex(r => new { r.AccountId, r.RefId }).IsUnique();
            e.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
            e.HasMany(r => r.Members).WithOne().HasForeignKey(r => r.TeamId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<TeamMemberRow>(e =>
        {
            e.ToTable("team_members").HasKey(r => new { r.TeamId, r.MemberId });
            e.HasIndex(r => r.MemberId);
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<InvitationRow>(e =>
        {
            e.ToTable("invitations").HasKey(r => r.MemberId);
            e.Property(r => r.MemberId).ValueGeneratedNever();
            e.HasIndex(r => r.Digest).IsUnique();
            e.HasOne<MemberRow>().WithOne().HasForeignKey<InvitationRow>(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
