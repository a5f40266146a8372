using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

// Integrations, routes, pushes and source changes.
public sealed partial class OnCallSchema
{
    private static void CreateIntegrations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "integrations",
            t => new
            {
                integration_id = t.Column<long>(),
                account_id = t.Column<long>(),
                type = t.Column<string>(),
                name = t.Column<string>(),
                description = t.Column<string>(),
                team_id = t.Column<long>(nullable: true),
                space_id = t.Column<long>(nullable: true),
                key = t.Column<string>(),
                settings = t.Column<string>(),
                is_disabled = t.Column<bool>(),
                ref_id = t.Column<string>(nullable: true),
                creator_id = t.Column<long>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                updated_by = t.Column<long>(),
                last_event_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_integrations", x => x.integration_id);
                t.ForeignKey(
                    "FK_integrations_teams_team_id",
                    x => x.team_id,
                    "teams",
                    "team_id",
                    onDelete: ReferentialAction.SetNull
                );
                t.ForeignKey(
                    "FK_integrations_accounts_account_id",
                    x => x.account_id,
                    "accounts",
                    "account_id",
                    onDelete: ReferentialAction.Cascade
                );
                ToSpace(t, "integrations", x => x.space_id);
            }
        );
        migrationBuilder.CreateIndex("IX_integrations_account_id", "integrations", "account_id");
        migrationBuilder.CreateIndex("IX_integrations_space_id", "integrations", "space_id");
        migrationBuilder.CreateIndex("IX_integrations_team_id", "integrations", "team_id");
        migrationBuilder.CreateIndex("IX_integrations_key", "integrations", "key", unique: true);
        migrationBuilder.CreateTable(
            "routes",
            t => new
            {
                integration_id = t.Column<long>(),
                version = t.Column<long>(),
                account_id = t.Column<long>(),
                body = t.Column<string>(),
                is_current = t.Column<bool>(),
                created_at = t.Column<long>(),
                creator_id = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_routes", x => new { x.integration_id, x.version });
                ToIntegration(t, "routes", x => x.integration_id);
            }
        );
        migrationBuilder.CreateTable(
            "pushes",
            t => new
            {
                push_id = t.Column<long>(),
                account_id = t.Column<long>(),
                integration_id = t.Column<long>(),
                received_at = t.Column<long>(),
                body = t.Column<byte[]>(),
                failed_at = t.Column<long>(nullable: true),
                failure = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_pushes", x => x.push_id)
        );
        migrationBuilder.CreateTable(
            "recent_payloads",
            t => new
            {
                integration_id = t.Column<long>(),
                slot = t.Column<int>(),
                received_at = t.Column<long>(),
                events = t.Column<int>(),
                body = t.Column<byte[]>(),
                error = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_recent_payloads", x => new { x.integration_id, x.slot });
                ToIntegration(t, "recent_payloads", x => x.integration_id);
            }
        );
        migrationBuilder.CreateTable(
            "source_changes",
            t => new
            {
                change_id = t.Column<string>(),
                account_id = t.Column<long>(),
                integration_id = t.Column<long>(),
                space_id = t.Column<long>(),
                change_key = t.Column<string>(),
                title = t.Column<string>(),
                description = t.Column<string>(),
                link = t.Column<string>(),
                status = t.Column<string>(),
                labels = t.Column<string>(),
                start_time = t.Column<long>(),
                last_time = t.Column<long>(),
                end_time = t.Column<long>(),
                events = t.Column<string>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_source_changes", x => x.change_id);
                ToIntegration(t, "source_changes", x => x.integration_id);
            }
        );
        migrationBuilder.CreateIndex(
            "IX_source_changes_integration_id_change_key",
            "source_changes",
            ["integration_id", "change_key"],
            unique: true
        );
        migrationBuilder.CreateIndex(
            "IX_source_changes_account_id_start_time",
            "source_changes",
            ["account_id", "start_time"]
        );
    }
}
