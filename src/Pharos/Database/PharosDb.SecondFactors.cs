using Microsoft.EntityFrameworkCore;
using Pharos.Database.Rows;

namespace Pharos.Database;

// Second factors.
public sealed partial class PharosDb
{
    public DbSet<SecondFactorRow> SecondFactors => Set<SecondFactorRow>();
    public DbSet<RecoveryCodeRow> RecoveryCodes => Set<RecoveryCodeRow>();

    private static void SecondFactorTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SecondFactorRow>(e =>
        {
            e.ToTable("second_factors").HasKey(r => r.MemberId);
            e.Property(r => r.MemberId).ValueGeneratedNever();
            e.HasOne<MemberRow>().WithOne().HasForeignKey<SecondFactorRow>(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RecoveryCodeRow>(e =>
        {
            e.ToTable("recovery_codes").HasKey(r => new { r.MemberId, r.Digest });
            e.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
