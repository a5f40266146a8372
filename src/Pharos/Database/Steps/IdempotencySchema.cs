using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>Stored responses of writes with an idempotency key.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0003_idempotency")]
public sealed class IdempotencySchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "idempotency_keys",
            t => new
            {
                account_id = t.Column<long>(),
                name = t.Column<byte[]>(),
                sender = t.Column<string>(),
                digest = t.Column<byte[]>(),
                created_at = t.Column<long>(),
                answer = t.Column<byte[]>(),
            },
            constraints: t => t.PrimaryKey("PK_idempotency_keys", x => new { x.account_id, x.name })
        );
        migrationBuilder.CreateIndex("IX_idempotency_keys_created_at", "idempotency_keys", "created_at");
    }
}
