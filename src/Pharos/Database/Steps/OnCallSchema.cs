using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Pharos.Database.Steps;

/// <summary>On-call: spaces, integrations, pushes, alerts, incidents and their timelines.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0014_on_call")]
public sealed partial class OnCallSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSpaces(migrationBuilder);
        CreateIntegrations(migrationBuilder);
        CreateAlerts(migrationBuilder);
        CreateIncidents(migrationBuilder);
        CreateTimeline(migrationBuilder);
    }

    private static void CreateSpaces(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "spaces",
            t => new
            {
                space_id = t.Column<long>(),
                account_id = t.Column<long>(),
                name = t.Column<string>(),
                description = t.Column<string>(),
                team_id = t.Column<long>(nullable: true),
                managing_team_ids = t.Column<string>(),
                creator_id = t.Column<long>(),
                is_disabled = t.Column<bool>(),
                is_private = t.Column<bool>(),
                auto_resolve_seconds = t.Column<long>(),
                auto_resolve_mode = t.Column<string>(),
                closes_on_recovery = t.Column<bool>(),
                marks_rare = t.Column<bool>(),
                grouping = t.Column<string>(),
                flapping = t.Column<string>(),
                report_token_hash = t.Column<string>(nullable: true),
                position = t.Column<long>(),
                last_incident_at = t.Column<long>(nullable: true),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                updated_by = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_spaces", x => x.space_id);
                t.ForeignKey(
                    "FK_spaces_teams_team_id",
                    x => x.team_id,
                    "teams",
                    "team_id",
                    onDelete: ReferentialAction.SetNull
                );
                t.ForeignKey(
                    "FK_spaces_accounts_account_id",
                    x => x.account_id,
                    "accounts",
                    "account_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex("IX_spaces_account_id_name", "spaces", ["account_id", "name"], unique: true);
        migrationBuilder.CreateIndex("IX_spaces_team_id", "spaces", "team_id");
        migrationBuilder.CreateTable(
            "space_stars",
            t => new { member_id = t.Column<long>(), space_id = t.Column<long>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_space_stars", x => new { x.member_id, x.space_id });
                ToSpace(t, "space_stars", x => x.space_id);
                t.ForeignKey(
                    "FK_space_stars_members_member_id",
                    x => x.member_id,
                    "members",
                    "member_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex("IX_space_stars_space_id", "space_stars", "space_id");
        migrationBuilder.CreateTable(
            "space_rules",
            t => new
            {
                rule_id = t.Column<string>(),
                account_id = t.Column<long>(),
                space_id = t.Column<long>(),
                kind = t.Column<string>(),
                priority = t.Column<int>(),
                name = t.Column<string>(),
                description = t.Column<string>(),
                is_disabled = t.Column<bool>(),
                body = t.Column<string>(),
                from_incident_id = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                updated_by = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_space_rules", x => x.rule_id);
                ToSpace(t, "space_rules", x => x.space_id);
            }
        );
        migrationBuilder.CreateIndex("IX_space_rules_space_id_kind", "space_rules", ["space_id", "kind"]);
        migrationBuilder.CreateIndex("IX_space_rules_from_incident_id", "space_rules", "from_incident_id");
    }

    private static void CreateAlerts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "alerts",
            t => new
            {
                alert_id = t.Column<string>(),
                account_id = t.Column<long>(),
                integration_id = t.Column<long>(),
                space_id = t.Column<long>(),
                incident_id = t.Column<string>(nullable: true),
                alert_key = t.Column<string>(),
                title_rule = t.Column<string>(),
                title = t.Column<string>(),
                description = t.Column<string>(),
                severity = t.Column<string>(),
                status = t.Column<string>(),
                labels = t.Column<string>(),
                images = t.Column<string>(),
                start_time = t.Column<long>(),
                last_time = t.Column<long>(),
                end_time = t.Column<long>(),
                close_time = t.Column<long>(),
                is_open = t.Column<bool>(),
                is_newest = t.Column<bool>(),
                firing_time = t.Column<long>(),
                firing_status = t.Column<string>(),
                not_before = t.Column<long>(),
                recoveries = t.Column<string>(nullable: true),
                ever_muted = t.Column<bool>(),
                event_count = t.Column<long>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_alerts", x => x.alert_id);
                ToSpace(t, "alerts", x => x.space_id);
            }
        );
        migrationBuilder.CreateIndex(
            "IX_alerts_integration_id_space_id_alert_key",
            "alerts",
            ["integration_id", "space_id", "alert_key"],
            unique: true,
            filter: "is_newest"
        );
        migrationBuilder.CreateTable(
            "early_recoveries",
            t => new
            {
                integration_id = t.Column<long>(),
                space_id = t.Column<long>(),
                alert_key = t.Column<string>(),
                recoveries = t.Column<string>(),
                expires_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_early_recoveries", x => new
                {
                    x.integration_id,
                    x.space_id,
                    x.alert_key,
                });
                ToSpace(t, "early_recoveries", x => x.space_id);
            }
        );
        migrationBuilder.CreateIndex("IX_early_recoveries_expires_at", "early_recoveries", "expires_at");
        migrationBuilder.CreateIndex("IX_early_recoveries_space_id", "early_recoveries", "space_id");
        migrationBuilder.CreateIndex("IX_alerts_incident_id", "alerts", "incident_id");
        migrationBuilder.CreateIndex("IX_alerts_space_id_last_time", "alerts", ["space_id", "last_time"]);
        foreach (var time in (string[])["created_at", "updated_at"])
            migrationBuilder.CreateIndex(
                $"IX_alerts_account_id_{time}_alert_id",
                "alerts",
                ["account_id", time, "alert_id"]
            );
        migrationBuilder.CreateTable(
            "alert_events",
            t => new
            {
                event_id = t.Column<string>(),
                alert_id = t.Column<string>(),
                account_id = t.Column<long>(),
                time = t.Column<long>(),
                status = t.Column<string>(),
                title_rule = t.Column<string>(),
                title = t.Column<string>(),
                description = t.Column<string>(),
                labels = t.Column<string>(),
                images = t.Column<string>(),
                created_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_alert_events", x => x.event_id);
                t.ForeignKey(
                    "FK_alert_events_alerts_alert_id",
                    x => x.alert_id,
                    "alerts",
                    "alert_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex("IX_alert_events_alert_id_time", "alert_events", ["alert_id", "time"]);
        migrationBuilder.CreateIndex("IX_alert_events_account_id_time", "alert_events", ["account_id", "time"]);
    }

    private static void ToSpace<T>(
        CreateTableBuilder<T> table,
        string name,
        System.Linq.Expressions.Expression<Func<T, object?>> column
    ) =>
        table.ForeignKey(
            $"FK_{name}_spaces_space_id",
            column!,
            "spaces",
            "space_id",
            onDelete: ReferentialAction.Cascade
        );

    private static void ToIntegration<T>(
        CreateTableBuilder<T> table,
        string name,
        System.Linq.Expressions.Expression<Func<T, object?>> column
    ) =>
        table.ForeignKey(
            $"FK_{name}_integrations_integration_id",
            column!,
            "integrations",
            "integration_id",
            onDelete: ReferentialAction.Cascade
        );
}
