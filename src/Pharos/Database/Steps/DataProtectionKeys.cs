using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Pharos.Database.Steps;

/// <summary>Moves the data protection keys into the shape that ASP.NET Core's own package stores.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0006_data_protection_keys")]
public sealed class DataProtectionKeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "data_protection_keys",
            t => new
            {
                id = t.Column<int>()
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation(
                        "Npgsql:ValueGenerationStrategy",
                        NpgsqlValueGenerationStrategy.IdentityByDefaultColumn
                    ),
                friendly_name = t.Column<string>(nullable: true),
                xml = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_data_protection_keys", x => x.id)
        );
        // Keep the keys, so that forms open in browsers and second-factor secrets remain readable.
        migrationBuilder.Sql(
            "INSERT INTO data_protection_keys (friendly_name, xml) SELECT name, xml FROM protection_keys;"
        );
        migrationBuilder.DropTable("protection_keys");
    }
}
