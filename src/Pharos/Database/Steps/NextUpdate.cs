using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>Adds the announced time of the next update.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0004_next_update")]
public sealed class NextUpdate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<long>("next_update_at", "change_updates", nullable: true);
}
