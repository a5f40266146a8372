using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>Slugs that pages had.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0012_former_slugs")]
public sealed class FormerSlugSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "former_slugs",
            t => new
            {
                page_id = t.Column<long>(),
                url_name = t.Column<string>(),
                type = t.Column<string>(),
                account_id = t.Column<long>(),
                retired_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_former_slugs", x => new { x.page_id, x.url_name });
                t.ForeignKey(
                    "FK_former_slugs_accounts_account_id",
                    x => x.account_id,
                    "accounts",
                    "account_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex("IX_former_slugs_url_name", "former_slugs", "url_name");
        migrationBuilder.CreateIndex("IX_former_slugs_account_id", "former_slugs", "account_id");
    }
}
