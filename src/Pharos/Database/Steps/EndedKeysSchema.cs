using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>Remembers that an API key has expired, so that it stays expired when the clock is set back.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0010_ended_keys")]
public sealed class EndedKeysSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<long>("ended_at", "app_keys", nullable: true);
}
