using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Pharos.Database.Steps;

/// <summary>Accounts, members, keys, sessions, pages, changes, subscribers, notifications and deliveries.</summary>
[DbContext(typeof(PharosDb))]
[Migration("0001_initial")]
public sealed partial class InitialSchema : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        AccountTables(migrationBuilder);
        PlatformTables(migrationBuilder);
        PageTables(migrationBuilder);
        ChangeTables(migrationBuilder);
        SubscriberTables(migrationBuilder);
        DeliveryTables(migrationBuilder);

        // PostgreSQL uses NOTIFY instead.
        if (migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
            migrationBuilder.Sql(
                "CREATE TABLE announcements (seq INTEGER PRIMARY KEY AUTOINCREMENT, node TEXT NOT NULL, "
                    + "page_id INTEGER NOT NULL);"
            );
    }

    private static void AccountTables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "accounts",
            t => new
            {
                account_id = t.Column<long>(),
                name = t.Column<string>(),
                email = t.Column<string>(),
                locale = t.Column<string>(),
                time_zone = t.Column<string>(),
                created_at = t.Column<long>(),
            },
            constraints: t => t.PrimaryKey("PK_accounts", x => x.account_id)
        );

        migration.CreateTable(
            "members",
            t => new
            {
                member_id = t.Column<long>(),
                account_id = t.Column<long>(),
                name = t.Column<string>(),
                email = t.Column<string>(),
                password_hash = t.Column<string>(nullable: true),
                email_verified = t.Column<bool>(),
                phone = t.Column<string>(nullable: true),
                country_code = t.Column<string>(nullable: true),
                avatar = t.Column<string>(nullable: true),
                ref_id = t.Column<string>(nullable: true),
                locale = t.Column<string>(),
                time_zone = t.Column<string>(),
                status = t.Column<string>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_members", x => x.member_id);
                Owned(t, "FK_members_accounts_account_id", x => x.account_id, "accounts", "account_id");
            }
        );
        migration.CreateIndex(
            "IX_members_account_id_email",
            "members",
            ["account_id", "email"],
            unique: true,
            filter: "status <> 'deleted'"
        );
        migration.CreateIndex("IX_members_email", "members", "email");

        migration.CreateTable(
            "member_roles",
            t => new { member_id = t.Column<long>(), role_id = t.Column<long>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_member_roles", x => new { x.member_id, x.role_id });
                Owned(t, "FK_member_roles_members_member_id", x => x.member_id, "members", "member_id");
            }
        );

        migration.CreateTable(
            "app_keys",
            t => new
            {
                key_id = t.Column<string>(),
                account_id = t.Column<long>(),
                member_id = t.Column<long>(),
                name = t.Column<string>(),
                digest = t.Column<byte[]>(),
                hint = t.Column<string>(),
                disabled = t.Column<bool>(),
                created_at = t.Column<long>(),
                read_only = t.Column<bool>(),
                permission_ids = t.Column<string>(),
                page_ids = t.Column<string>(),
                expires_at = t.Column<long>(nullable: true),
                last_used_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_app_keys", x => x.key_id);
                Owned(t, "FK_app_keys_members_member_id", x => x.member_id, "members", "member_id");
            }
        );
        migration.CreateIndex("IX_app_keys_digest", "app_keys", "digest", unique: true);
        migration.CreateIndex("IX_app_keys_member_id", "app_keys", "member_id");

        migration.CreateTable(
            "sessions",
            t => new
            {
                digest = t.Column<byte[]>(),
                account_id = t.Column<long>(),
                member_id = t.Column<long>(),
                created_at = t.Column<long>(),
                expires_at = t.Column<long>(),
                client_address = t.Column<string>(nullable: true),
                user_agent = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_sessions", x => x.digest);
                Owned(t, "FK_sessions_members_member_id", x => x.member_id, "members", "member_id");
            }
        );
        migration.CreateIndex("IX_sessions_member_id", "sessions", "member_id");

        migration.CreateTable(
            "protection_keys",
            t => new { name = t.Column<string>(), xml = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_protection_keys", x => x.name)
        );
    }

    private static void PageTables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "pages",
            t => new
            {
                page_id = t.Column<long>(),
                account_id = t.Column<long>(),
                type = t.Column<string>(),
                name = t.Column<string>(),
                url_name = t.Column<string>(),
                page_title = t.Column<string>(nullable: true),
                custom_domain = t.Column<string>(nullable: true),
                domain_verified_at = t.Column<long>(nullable: true),
                logo = t.Column<string>(nullable: true),
                dark_logo = t.Column<string>(nullable: true),
                favicon = t.Column<string>(nullable: true),
                logo_url = t.Column<string>(nullable: true),
                page_header = t.Column<string>(nullable: true),
                page_footer = t.Column<string>(nullable: true),
                contact_info = t.Column<string>(nullable: true),
                custom_links = t.Column<string>(),
                date_view = t.Column<string>(),
                display_uptime_mode = t.Column<string>(),
                email_subscription = t.Column<bool>(),
                im_subscription = t.Column<bool>(),
                template_preference = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_pages", x => x.page_id);
                Owned(t, "FK_pages_accounts_account_id", x => x.account_id, "accounts", "account_id");
            }
        );
        migration.CreateIndex("IX_pages_account_id", "pages", "account_id");
        migration.CreateIndex("ix_pages_public_url_name", "pages", "url_name", unique: true, filter: "type = 'public'");
        migration.CreateIndex(
            "ix_pages_internal_url_name",
            "pages",
            ["account_id", "url_name"],
            unique: true,
            filter: "type = 'internal'"
        );
        migration.CreateIndex("IX_pages_custom_domain", "pages", "custom_domain", unique: true);

        migration.CreateTable(
            "sections",
            t => new
            {
                section_id = t.Column<string>(),
                page_id = t.Column<long>(),
                name = t.Column<string>(),
                description = t.Column<string>(nullable: true),
                order_id = t.Column<long>(),
                hide_uptime = t.Column<bool>(),
                hide_all = t.Column<bool>(),
                created_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_sections", x => x.section_id);
                Owned(t, "FK_sections_pages_page_id", x => x.page_id, "pages", "page_id");
            }
        );
        migration.CreateIndex("IX_sections_page_id", "sections", "page_id");

        migration.CreateTable(
            "components",
            t => new
            {
                component_id = t.Column<string>(),
                page_id = t.Column<long>(),
                section_id = t.Column<string>(nullable: true),
                name = t.Column<string>(),
                description = t.Column<string>(nullable: true),
                order_id = t.Column<long>(),
                available_since_seconds = t.Column<long>(),
                hide_uptime = t.Column<bool>(),
                hide_all = t.Column<bool>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                deleted_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_components", x => x.component_id);
                Owned(t, "FK_components_pages_page_id", x => x.page_id, "pages", "page_id");
                t.ForeignKey(
                    "FK_components_sections_section_id",
                    x => x.section_id,
                    "sections",
                    "section_id",
                    onDelete: ReferentialAction.SetNull
                );
            }
        );
        migration.CreateIndex("IX_components_page_id", "components", "page_id");
        migration.CreateIndex("IX_components_section_id", "components", "section_id");

        migration.CreateTable(
            "templates",
            t => new
            {
                template_id = t.Column<string>(),
                page_id = t.Column<long>(),
                type = t.Column<string>(),
                title = t.Column<string>(),
                event_type = t.Column<string>(),
                status = t.Column<string>(),
                description = t.Column<string>(nullable: true),
                messages = t.Column<string>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_templates", x => x.template_id);
                Owned(t, "FK_templates_pages_page_id", x => x.page_id, "pages", "page_id");
            }
        );
        migration.CreateIndex("IX_templates_page_id_type", "templates", ["page_id", "type"]);
    }

    private static void ChangeTables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "changes",
            t => new
            {
                change_id = t.Column<long>(),
                page_id = t.Column<long>(),
                type = t.Column<string>(),
                title = t.Column<string>(),
                description = t.Column<string>(),
                status = t.Column<string>(),
                start_at = t.Column<long>(),
                close_at = t.Column<long>(nullable: true),
                stated_close_at = t.Column<long>(nullable: true),
                is_retrospective = t.Column<bool>(),
                notify_subscribers = t.Column<bool>(),
                auto_update_by_schedule = t.Column<bool>(),
                next_step_at = t.Column<long>(nullable: true),
                source_id = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                revision = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_changes", x => x.change_id);
                Owned(t, "FK_changes_pages_page_id", x => x.page_id, "pages", "page_id");
            }
        );
        migration.CreateIndex(
            "IX_changes_page_id_type_status_start_at",
            "changes",
            ["page_id", "type", "status", "start_at"]
        );
        migration.CreateIndex("IX_changes_page_id_start_at", "changes", ["page_id", "start_at"]);
        migration.CreateIndex("IX_changes_next_step_at", "changes", "next_step_at");
        migration.CreateIndex("IX_changes_page_id_close_at", "changes", ["page_id", "close_at"]);
        migration.CreateIndex("IX_changes_page_id_source_id", "changes", ["page_id", "source_id"], unique: true);

        migration.CreateTable(
            "change_updates",
            t => new
            {
                change_id = t.Column<long>(),
                update_id = t.Column<string>(),
                at_seconds = t.Column<long>(),
                arrival = t.Column<long>(),
                status = t.Column<string>(nullable: true),
                description = t.Column<string>(),
                created_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_change_updates", x => new { x.change_id, x.update_id });
                Owned(t, "FK_change_updates_changes_change_id", x => x.change_id, "changes", "change_id");
            }
        );

        migration.CreateTable(
            "component_changes",
            t => new
            {
                change_id = t.Column<long>(),
                update_id = t.Column<string>(),
                component_id = t.Column<string>(),
                status = t.Column<string>(),
                position = t.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_component_changes", x => new
                {
                    x.change_id,
                    x.update_id,
                    x.component_id,
                });
                t.ForeignKey(
                    "FK_component_changes_change_updates_change_id_update_id",
                    x => new { x.change_id, x.update_id },
                    "change_updates",
                    ["change_id", "update_id"],
                    onDelete: ReferentialAction.Cascade
                );
                Owned(
                    t,
                    "FK_component_changes_components_component_id",
                    x => x.component_id,
                    "components",
                    "component_id"
                );
            }
        );
        migration.CreateIndex("IX_component_changes_component_id", "component_changes", "component_id");

        migration.CreateTable(
            "change_responders",
            t => new
            {
                change_id = t.Column<long>(),
                member_id = t.Column<long>(),
                position = t.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_change_responders", x => new { x.change_id, x.member_id });
                Owned(t, "FK_change_responders_changes_change_id", x => x.change_id, "changes", "change_id");
                Owned(t, "FK_change_responders_members_member_id", x => x.member_id, "members", "member_id");
            }
        );
        migration.CreateIndex("IX_change_responders_member_id", "change_responders", "member_id");

        migration.CreateTable(
            "change_links",
            t => new { low_change_id = t.Column<long>(), high_change_id = t.Column<long>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_change_links", x => new { x.low_change_id, x.high_change_id });
                Owned(t, "FK_change_links_changes_low_change_id", x => x.low_change_id, "changes", "change_id");
                Owned(t, "FK_change_links_changes_high_change_id", x => x.high_change_id, "changes", "change_id");
            }
        );
        migration.CreateIndex("IX_change_links_high_change_id", "change_links", "high_change_id");
    }

    private static void Owned<T>(
        CreateTableBuilder<T> table,
        string name,
        System.Linq.Expressions.Expression<Func<T, object>> column,
        string owner,
        string ownerColumn
    ) => table.ForeignKey(name, column, owner, ownerColumn, onDelete: ReferentialAction.Cascade);
}
