using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>The audit log. It has no foreign keys, so that entries outlive what they describe.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0002_audit")]
public sealed class AuditSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "audit",
            t => new
            {
                account_id = t.Column<long>(),
                audit_id = t.Column<long>(),
                member_id = t.Column<long>(),
                member_name = t.Column<string>(),
                key_id = t.Column<string>(nullable: true),
                key_name = t.Column<string>(nullable: true),
                door = t.Column<string>(),
                client_address = t.Column<string>(),
                request_id = t.Column<string>(),
                operation = t.Column<string>(),
                is_dangerous = t.Column<bool>(),
                is_write = t.Column<bool>(),
                about = t.Column<string>(),
                body = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_audit", x => new { x.account_id, x.audit_id })
        );
        // Each filter alone finds its newest entries by index.
        foreach (var column in (string[])["operation", "member_id", "request_id"])
            migrationBuilder.CreateIndex(
                $"IX_audit_account_id_{column}_audit_id",
                "audit",
                ["account_id", column, "audit_id"]
            );
        migrationBuilder.CreateIndex("ix_audit_dangerous", "audit", ["account_id", "audit_id"], filter: "is_dangerous");
        migrationBuilder.CreateIndex("ix_audit_reads", "audit", ["account_id", "audit_id"], filter: "NOT is_write");

        // With two filters, SQLite cannot tell which index is more selective and scans by primary key. These statistics
        // describe a long log. PostgreSQL collects its own.
        if (migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            migrationBuilder.Sql(
                """
                ANALYZE audit;
                INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
                  ('audit', 'sqlite_autoindex_audit_1', '10000000 1000000 1'),
                  ('audit', 'IX_audit_account_id_operation_audit_id', '10000000 1000000 20000 1'),
                  ('audit', 'IX_audit_account_id_member_id_audit_id', '10000000 1000000 100000 1'),
                  ('audit', 'IX_audit_account_id_request_id_audit_id', '10000000 1000000 1 1'),
                  ('audit', 'ix_audit_dangerous', '500000 50000 1'),
                  ('audit', 'ix_audit_reads', '10000 1000 1');
                ANALYZE sqlite_schema;
                """
            );
        }
    }
}
