using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>The brand of a page: its accent color, the line below its name, and what it hides.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0013_brand")]
public sealed class BrandSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("accent_color", "pages", nullable: true);
        migrationBuilder.AddColumn<string>("cover_line", "pages", nullable: true);
        migrationBuilder.AddColumn<bool>("cover_filled", "pages", nullable: true);
        migrationBuilder.AddColumn<bool>("hide_name", "pages", nullable: true);
        migrationBuilder.AddColumn<bool>("hide_powered_by", "pages", nullable: true);
    }
}
