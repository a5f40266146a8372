using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>Subscriber imports that await confirmation in the console.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0003_subscriber_imports")]
public sealed class SubscriberImports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "subscriber_imports",
            t => new
            {
                import_id = t.Column<string>(),
                part = t.Column<int>(),
                page_id = t.Column<long>(),
                member_id = t.Column<long>(),
                count = t.Column<int>(),
                total = t.Column<int>(),
                items = t.Column<string>(),
                created_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_subscriber_imports", x => new { x.import_id, x.part });
                t.ForeignKey(
                    "FK_subscriber_imports_pages_page_id",
                    x => x.page_id,
                    "pages",
                    "page_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex("IX_subscriber_imports_page_id", "subscriber_imports", "page_id");
        migrationBuilder.CreateIndex("IX_subscriber_imports_created_at", "subscriber_imports", "created_at");
    }
}
