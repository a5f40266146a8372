using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Pharos.Database.Steps;

/// <summary>On-call: spaces, integrations, pushes, alerts, incidents and their timelines.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0014_on_call")]
public sealed class OnCallSchema : Migration
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

    private static void CreateIncidents(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "incidents",
            t => new
            {
                incident_id = t.Column<string>(),
                num = t.Column<string>(),
                account_id = t.Column<long>(),
                space_id = t.Column<long>(nullable: true),
                dedup_key = t.Column<string>(),
                group_method = t.Column<string>(),
                group_digests = t.Column<string>(),
                can_merge = t.Column<bool>(),
                title = t.Column<string>(),
                description = t.Column<string>(),
                impact = t.Column<string>(),
                root_cause = t.Column<string>(),
                resolution = t.Column<string>(),
                severity = t.Column<string>(),
                status = t.Column<string>(),
                progress = t.Column<string>(),
                manual_overrides = t.Column<string>(),
                labels = t.Column<string>(),
                fields = t.Column<string>(),
                images = t.Column<string>(),
                start_time = t.Column<long>(),
                last_time = t.Column<long>(),
                end_time = t.Column<long>(),
                ack_time = t.Column<long>(),
                close_time = t.Column<long>(),
                reopened_at = t.Column<long>(),
                last_merge_time = t.Column<long>(),
                snoozed_until = t.Column<long>(),
                creator_id = t.Column<long>(),
                closer_id = t.Column<long>(),
                owner_id = t.Column<long>(),
                is_rare = t.Column<bool>(),
                ever_muted = t.Column<bool>(),
                assignment = t.Column<string>(),
                alert_count = t.Column<long>(),
                active_alert_count = t.Column<long>(),
                event_count = t.Column<long>(),
                integration_id = t.Column<long>(nullable: true),
                integration_ids = t.Column<string>(),
                storm_threshold = t.Column<int>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_incidents", x => x.incident_id);
                t.ForeignKey(
                    "FK_incidents_accounts_account_id",
                    x => x.account_id,
                    "accounts",
                    "account_id",
                    onDelete: ReferentialAction.Cascade
                );
                ToSpace(t, "incidents", x => x.space_id);
            }
        );
        migrationBuilder.CreateIndex(
            "IX_incidents_account_id_start_time_incident_id",
            "incidents",
            ["account_id", "start_time", "incident_id"]
        );
        migrationBuilder.CreateIndex(
            "IX_incidents_account_id_progress_start_time",
            "incidents",
            ["account_id", "progress", "start_time"]
        );
        migrationBuilder.CreateIndex(
            "IX_incidents_space_id_progress_last_merge_time",
            "incidents",
            ["space_id", "progress", "last_merge_time"]
        );
        migrationBuilder.CreateIndex("IX_incidents_account_id_num", "incidents", ["account_id", "num"]);
        migrationBuilder.CreateIndex(
            "IX_incidents_space_id_dedup_key_start_time",
            "incidents",
            ["space_id", "dedup_key", "start_time"]
        );
        migrationBuilder.CreateTable(
            "incident_responders",
            t => new
            {
                incident_id = t.Column<string>(),
                member_id = t.Column<long>(),
                position = t.Column<int>(),
                assigned_at = t.Column<long>(),
                acknowledged_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_incident_responders", x => new { x.incident_id, x.member_id });
                t.ForeignKey(
                    "FK_incident_responders_incidents_incident_id",
                    x => x.incident_id,
                    "incidents",
                    "incident_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex("IX_incident_responders_member_id", "incident_responders", "member_id");
        migrationBuilder.CreateTable(
            "incident_fields",
            t => new
            {
                field_id = t.Column<string>(),
                account_id = t.Column<long>(),
                name = t.Column<string>(),
                display_name = t.Column<string>(),
                description = t.Column<string>(),
                type = t.Column<string>(),
                options = t.Column<string>(),
                default_value = t.Column<string>(nullable: true),
                creator_id = t.Column<long>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                updated_by = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_incident_fields", x => x.field_id);
                t.ForeignKey(
                    "FK_incident_fields_accounts_account_id",
                    x => x.account_id,
                    "accounts",
                    "account_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
        migrationBuilder.CreateIndex(
            "IX_incident_fields_account_id_name",
            "incident_fields",
            ["account_id", "name"],
            unique: true
        );
    }

    private static void CreateTimeline(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "timeline_entries",
            t => new
            {
                entry_id = t.Column<string>(),
                account_id = t.Column<long>(),
                ref_id = t.Column<string>(),
                type = t.Column<string>(),
                detail = t.Column<string>(),
                creator_id = t.Column<long>(),
                created_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_timeline_entries", x => x.entry_id)
        );
        migrationBuilder.CreateIndex(
            "IX_timeline_entries_ref_id_created_at",
            "timeline_entries",
            ["ref_id", "created_at"]
        );
        migrationBuilder.CreateIndex("IX_timeline_entries_account_id", "timeline_entries", "account_id");
        migrationBuilder.CreateTable(
            "timers",
            t => new
            {
                kind = t.Column<string>(),
                ref_id = t.Column<string>(),
                account_id = t.Column<long>(),
                due_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_timers", x => new { x.kind, x.ref_id })
        );
        migrationBuilder.CreateIndex("IX_timers_due_at", "timers", "due_at");
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
