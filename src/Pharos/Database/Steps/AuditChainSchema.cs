using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// The audit log's chain of hashes. Existing entries stay outside of it: hashing them here would take too long.
/// </summary>
[DbContext(typeof(PharosDb))]
[Migration("0009_audit_chain")]
public sealed class AuditChainSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("seq", "audit", nullable: true);
        migrationBuilder.AddColumn<byte[]>("hash", "audit", nullable: true);
        migrationBuilder.CreateTable(
            "audit_chains",
            t => new
            {
                account_id = t.Column<long>(),
                seq = t.Column<long>(),
                head = t.Column<byte[]>(),
                pruned_seq = t.Column<long>(),
                pruned_head = t.Column<byte[]>(),
                unchained = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_audit_chains", x => x.account_id)
        );
    }
}
