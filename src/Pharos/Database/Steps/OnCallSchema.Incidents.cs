using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

// Incidents, their people and fields, timelines and timers.
public sealed partial class OnCallSchema
{
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
}
