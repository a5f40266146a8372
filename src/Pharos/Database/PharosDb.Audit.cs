using Microsoft.EntityFrameworkCore;
using Pharos.Database.Rows;

namespace Pharos.Database;

// What was done, and what was answered to it.
public sealed partial class PharosDb
{
    public DbSet<AuditRow> Audit => Set<AuditRow>();
    public DbSet<IdempotencyKeyRow> IdempotencyKeys => Set<IdempotencyKeyRow>();

    private static void AuditTables(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AuditRow>(e =>
        {
            e.ToTable("audit").HasKey(r => new { r.AccountId, r.AuditId });
            e.HasIndex(r => new { r.AccountId, r.Operation, r.AuditId });
            e.HasIndex(r => new { r.AccountId, r.MemberId, r.AuditId });
            e.HasIndex(r => new { r.AccountId, r.RequestId, r.AuditId });
            e.HasIndex(r => new { r.AccountId, r.AuditId }, "ix_audit_dangerous").HasFilter("is_dangerous");
            e.HasIndex(r => new { r.AccountId, r.AuditId }, "ix_audit_reads").HasFilter("NOT is_write");
        });
        modelBuilder.Entity<IdempotencyKeyRow>(e =>
        {
            e.ToTable("idempotency_keys").HasKey(r => new { r.AccountId, r.Name });
            e.HasIndex(r => r.CreatedAt);
        });
    }
}
