using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

// Roles, teams, invitations.
public sealed partial class InitialSchema
{
    private static void PlatformTables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "roles",
            t => new
            {
                role_id = t.Column<long>(),
                account_id = t.Column<long>(),
                name = t.Column<string>(),
                description = t.Column<string>(nullable: true),
                permission_ids = t.Column<string>(),
                disabled = t.Column<bool>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_roles", x => x.role_id);
                Owned(t, "FK_roles_accounts_account_id", x => x.account_id, "accounts", "account_id");
            }
        );
        migration.CreateIndex("IX_roles_account_id_name", "roles", ["account_id", "name"], unique: true);

        migration.CreateTable(
            "teams",
            t => new
            {
                team_id = t.Column<long>(),
                account_id = t.Column<long>(),
                name = t.Column<string>(),
                description = t.Column<string>(nullable: true),
                ref_id = t.Column<string>(nullable: true),
                creator_id = t.Column<long>(),
                updated_by = t.Column<long>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_teams", x => x.team_id);
                Owned(t, "FK_teams_accounts_account_id", x => x.account_id, "accounts", "account_id");
            }
        );
        migration.CreateIndex("IX_teams_account_id_name", "teams", ["account_id", "name"], unique: true);
        migration.CreateIndex("IX_teams_account_id_ref_id", "teams", ["account_id", "ref_id"], unique: true);

        migration.CreateTable(
            "team_members",
            t => new
            {
                team_id = t.Column<long>(),
                member_id = t.Column<long>(),
                position = t.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_team_members", x => new { x.team_id, x.member_id });
                Owned(t, "FK_team_members_teams_team_id", x => x.team_id, "teams", "team_id");
                Owned(t, "FK_team_members_members_member_id", x => x.member_id, "members", "member_id");
            }
        );
        migration.CreateIndex("IX_team_members_member_id", "team_members", "member_id");

        migration.CreateTable(
            "invitations",
            t => new
            {
                member_id = t.Column<long>(),
                digest = t.Column<byte[]>(),
                mailed = t.Column<bool>(),
                invited_by = t.Column<long>(),
                created_at = t.Column<long>(),
                expires_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_invitations", x => x.member_id);
                Owned(t, "FK_invitations_members_member_id", x => x.member_id, "members", "member_id");
            }
        );
        migration.CreateIndex("IX_invitations_digest", "invitations", "digest", unique: true);
    }
}
