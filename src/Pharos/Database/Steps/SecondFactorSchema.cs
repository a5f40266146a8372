using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Second factors, the last use of sessions, and the console language of members.
/// </summary>
[DbContext(typeof(PharosDb))]
[Migration("0005_second_factors")]
public sealed class SecondFactorSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("console_locale", "members", nullable: true);
        migrationBuilder.AddColumn<long>("last_used_at", "sessions", nullable: true);

        migrationBuilder.CreateTable(
            "second_factors",
            t => new
            {
                member_id = t.Column<long>(),
                secret = t.Column<byte[]>(),
                created_at = t.Column<long>(),
                confirmed_at = t.Column<long>(nullable: true),
                last_step = t.Column<long>(),
                failures = t.Column<int>(),
                blocked_until = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_second_factors", x => x.member_id);
                t.ForeignKey(
                    "FK_second_factors_members_member_id",
                    x => x.member_id,
                    "members",
                    "member_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );

        migrationBuilder.CreateTable(
            "recovery_codes",
            t => new { member_id = t.Column<long>(), digest = t.Column<byte[]>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_recovery_codes", x => new { x.member_id, x.digest });
                t.ForeignKey(
                    "FK_recovery_codes_members_member_id",
                    x => x.member_id,
                    "members",
                    "member_id",
                    onDelete: ReferentialAction.Cascade
                );
            }
        );
    }
}
