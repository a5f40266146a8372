using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

// Subscribers, notifications and deliveries.
public sealed partial class InitialSchema
{
    private static void SubscriberTables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "subscribers",
            t => new
            {
                subscriber_id = t.Column<long>(),
                page_id = t.Column<long>(),
                method = t.Column<string>(),
                recipient = t.Column<string>(),
                member_id = t.Column<long>(nullable: true),
                domain = t.Column<string>(),
                all = t.Column<bool>(),
                locale = t.Column<string>(),
                token = t.Column<string>(),
                created_at = t.Column<long>(),
                updated_at = t.Column<long>(),
                failures = t.Column<int>(),
                bounces = t.Column<int>(),
                bounced_at = t.Column<long>(nullable: true),
                quarantined_at = t.Column<long>(nullable: true),
                quarantine_reason = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_subscribers", x => x.subscriber_id);
                Owned(t, "FK_subscribers_pages_page_id", x => x.page_id, "pages", "page_id");
                Owned(t, "FK_subscribers_members_member_id", x => x.member_id!, "members", "member_id");
            }
        );
        migration.CreateIndex(
            "IX_subscribers_page_id_method_recipient",
            "subscribers",
            ["page_id", "method", "recipient"],
            unique: true
        );
        migration.CreateIndex("IX_subscribers_page_id_subscriber_id", "subscribers", ["page_id", "subscriber_id"]);
        migration.CreateIndex("IX_subscribers_token", "subscribers", "token", unique: true);
        migration.CreateIndex("IX_subscribers_member_id", "subscribers", "member_id");
        migration.CreateIndex("IX_subscribers_quarantined_at", "subscribers", "quarantined_at");

        migration.CreateTable(
            "subscriber_components",
            t => new { subscriber_id = t.Column<long>(), component_id = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_subscriber_components", x => new { x.subscriber_id, x.component_id });
                Owned(
                    t,
                    "FK_subscriber_components_subscribers_subscriber_id",
                    x => x.subscriber_id,
                    "subscribers",
                    "subscriber_id"
                );
                Owned(
                    t,
                    "FK_subscriber_components_components_component_id",
                    x => x.component_id,
                    "components",
                    "component_id"
                );
            }
        );
        migration.CreateIndex("IX_subscriber_components_component_id", "subscriber_components", "component_id");

        migration.CreateTable(
            "subscriber_sections",
            t => new { subscriber_id = t.Column<long>(), section_id = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_subscriber_sections", x => new { x.subscriber_id, x.section_id });
                Owned(
                    t,
                    "FK_subscriber_sections_subscribers_subscriber_id",
                    x => x.subscriber_id,
                    "subscribers",
                    "subscriber_id"
                );
                Owned(t, "FK_subscriber_sections_sections_section_id", x => x.section_id, "sections", "section_id");
            }
        );
        migration.CreateIndex("IX_subscriber_sections_section_id", "subscriber_sections", "section_id");

        migration.CreateTable(
            "subscriber_changes",
            t => new { subscriber_id = t.Column<long>(), change_id = t.Column<long>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_subscriber_changes", x => new { x.subscriber_id, x.change_id });
                Owned(
                    t,
                    "FK_subscriber_changes_subscribers_subscriber_id",
                    x => x.subscriber_id,
                    "subscribers",
                    "subscriber_id"
                );
                Owned(t, "FK_subscriber_changes_changes_change_id", x => x.change_id, "changes", "change_id");
            }
        );
        migration.CreateIndex("IX_subscriber_changes_change_id", "subscriber_changes", "change_id");

        migration.CreateTable(
            "im_hooks",
            t => new
            {
                hook_id = t.Column<string>(),
                account_id = t.Column<long>(),
                member_id = t.Column<long>(),
                platform = t.Column<string>(),
                name = t.Column<string>(),
                url = t.Column<string>(),
                secret = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                failures = t.Column<int>(),
                quarantined_at = t.Column<long>(nullable: true),
                quarantine_reason = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_im_hooks", x => x.hook_id);
                Owned(t, "FK_im_hooks_members_member_id", x => x.member_id, "members", "member_id");
            }
        );
        migration.CreateIndex("IX_im_hooks_member_id", "im_hooks", "member_id");
        migration.CreateIndex("IX_im_hooks_quarantined_at", "im_hooks", "quarantined_at");

        migration.CreateTable(
            "subscriber_hooks",
            t => new { subscriber_id = t.Column<long>(), hook_id = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("PK_subscriber_hooks", x => new { x.subscriber_id, x.hook_id });
                Owned(
                    t,
                    "FK_subscriber_hooks_subscribers_subscriber_id",
                    x => x.subscriber_id,
                    "subscribers",
                    "subscriber_id"
                );
                Owned(t, "FK_subscriber_hooks_im_hooks_hook_id", x => x.hook_id, "im_hooks", "hook_id");
            }
        );
        migration.CreateIndex("IX_subscriber_hooks_hook_id", "subscriber_hooks", "hook_id");

        migration.CreateTable(
            "counted_bounces",
            t => new
            {
                subscriber_id = t.Column<long>(),
                change_id = t.Column<long>(),
                seq = t.Column<int>(),
                counted_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_counted_bounces", x => new
                {
                    x.subscriber_id,
                    x.change_id,
                    x.seq,
                });
                Owned(
                    t,
                    "FK_counted_bounces_subscribers_subscriber_id",
                    x => x.subscriber_id,
                    "subscribers",
                    "subscriber_id"
                );
            }
        );

        migration.CreateTable(
            "pending_subscriptions",
            t => new
            {
                page_id = t.Column<long>(),
                recipient = t.Column<string>(),
                digest = t.Column<byte[]>(),
                all = t.Column<bool>(),
                component_ids = t.Column<string>(),
                section_ids = t.Column<string>(),
                change_ids = t.Column<string>(),
                locale = t.Column<string>(),
                created_at = t.Column<long>(),
                expires_at = t.Column<long>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_pending_subscriptions", x => new { x.page_id, x.recipient });
                Owned(t, "FK_pending_subscriptions_pages_page_id", x => x.page_id, "pages", "page_id");
            }
        );
        migration.CreateIndex("IX_pending_subscriptions_digest", "pending_subscriptions", "digest", unique: true);
        migration.CreateIndex("IX_pending_subscriptions_expires_at", "pending_subscriptions", "expires_at");
    }

    private static void DeliveryTables(MigrationBuilder migration)
    {
        migration.CreateTable(
            "notifications",
            t => new
            {
                change_id = t.Column<long>(),
                seq = t.Column<int>(),
                page_id = t.Column<long>(),
                account_id = t.Column<long>(),
                content = t.Column<string>(),
                created_at = t.Column<long>(),
                cursor = t.Column<long>(),
                spread_at = t.Column<long>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_notifications", x => new { x.change_id, x.seq });
                Owned(t, "FK_notifications_changes_change_id", x => x.change_id, "changes", "change_id");
            }
        );
        migration.CreateIndex("IX_notifications_page_id", "notifications", "page_id");
        migration.CreateIndex("IX_notifications_account_id_created_at", "notifications", ["account_id", "created_at"]);
        migration.CreateIndex("ix_notifications_to_spread", "notifications", "created_at", filter: "spread_at IS NULL");

        migration.CreateTable(
            "deliveries",
            t => new
            {
                change_id = t.Column<long>(),
                subscriber_id = t.Column<long>(),
                hook_id = t.Column<string>(),
                page_id = t.Column<long>(),
                destination = t.Column<string>(),
                told_through = t.Column<int>(),
                tell_through = t.Column<int>(),
                state = t.Column<string>(),
                attempts = t.Column<int>(),
                next_attempt_at = t.Column<long>(),
                waiting_since = t.Column<long>(),
                claimed_by = t.Column<string>(nullable: true),
                sent_at = t.Column<long>(nullable: true),
                last_error = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_deliveries", x => new
                {
                    x.change_id,
                    x.subscriber_id,
                    x.hook_id,
                });
                Owned(t, "FK_deliveries_changes_change_id", x => x.change_id, "changes", "change_id");
                Owned(
                    t,
                    "FK_deliveries_subscribers_subscriber_id",
                    x => x.subscriber_id,
                    "subscribers",
                    "subscriber_id"
                );
            }
        );
        migration.CreateIndex("IX_deliveries_subscriber_id", "deliveries", "subscriber_id");
        migration.CreateIndex(
            "ix_deliveries_to_claim",
            "deliveries",
            ["page_id", "next_attempt_at"],
            filter: "state = 'waiting' AND claimed_by IS NULL"
        );
        migration.CreateIndex("ix_deliveries_claimed", "deliveries", "claimed_by", filter: "claimed_by IS NOT NULL");

        migration.CreateTable(
            "letters",
            t => new
            {
                letter_id = t.Column<long>(),
                kind = t.Column<string>(),
                account_id = t.Column<long>(),
                page_id = t.Column<long>(nullable: true),
                recipient = t.Column<string>(),
                mailbox = t.Column<string>(),
                locale = t.Column<string>(),
                token = t.Column<string>(),
                state = t.Column<string>(),
                attempts = t.Column<int>(),
                next_attempt_at = t.Column<long>(),
                expires_at = t.Column<long>(),
                claimed_by = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                last_error = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_letters", x => x.letter_id);
                Owned(t, "FK_letters_pages_page_id", x => x.page_id!, "pages", "page_id");
            }
        );
        migration.CreateIndex("IX_letters_page_id", "letters", "page_id");
        migration.CreateIndex("IX_letters_mailbox_created_at", "letters", ["mailbox", "created_at"]);
        migration.CreateIndex("IX_letters_created_at", "letters", "created_at");
        migration.CreateIndex("ix_letters_to_send", "letters", "next_attempt_at", filter: "state = 'waiting'");

        migration.CreateTable(
            "delivery_nodes",
            t => new { node = t.Column<string>(), alive_until = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_delivery_nodes", x => x.node)
        );
    }
}
