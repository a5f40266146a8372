using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Gives each sender its own idempotency keys: the primary key contains the sender, which is already stored.
/// </summary>
[DbContext(typeof(PharosDb))]
[Migration("0008_idempotency_senders")]
public sealed class IdempotencySenders : Migration
{
    private const string Table = "idempotency_keys";
    private const string Old = "old_idempotency_keys";
    private const string ByTime = "IX_idempotency_keys_created_at";
    private const string PrimaryKey = "PK_idempotency_keys";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider != "Microsoft.EntityFrameworkCore.Sqlite")
        {
            migrationBuilder.DropPrimaryKey(PrimaryKey, Table);
            migrationBuilder.AddPrimaryKey(PrimaryKey, Table, ["account_id", "sender", "name"]);
            return;
        }

        // SQLite cannot change a primary key, so the table is copied.
        migrationBuilder.DropIndex(ByTime, Table);
        migrationBuilder.RenameTable(Table, newName: Old);
        migrationBuilder.CreateTable(
            Table,
            t => new
            {
                account_id = t.Column<long>(),
                sender = t.Column<string>(),
                name = t.Column<byte[]>(),
                digest = t.Column<byte[]>(),
                created_at = t.Column<long>(),
                answer = t.Column<byte[]>(),
            },
            constraints: t => t.PrimaryKey(PrimaryKey, x => new
                {
                    x.account_id,
                    x.sender,
                    x.name,
                })
        );
        migrationBuilder.Sql(
            $"""
            INSERT INTO {Table} (account_id, sender, name, digest, created_at, answer)
            SELECT account_id, sender, name, digest, created_at, answer FROM {Old}
            """
        );
        migrationBuilder.DropTable(Old);
        migrationBuilder.CreateIndex(ByTime, Table, "created_at");
    }
}
