using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Pharos.Database.Steps;

/// <summary>
/// Makes the tables of notifications independent of status pages: a kind, a subject and a recipient instead of a
/// change, a page and a subscriber. Rows are kept, waiting ones too. Triggers replace the foreign keys: they delete
/// what belongs to deleted changes, subscribers and pages, and leave other kinds alone.
/// </summary>
[DbContext(typeof(PharosDb))]
[Migration("0007_notification_kinds")]
public sealed class NotificationKinds : Migration
{
    private const string OnPostgres = """
        ALTER TABLE notifications DROP CONSTRAINT "FK_notifications_changes_change_id";
        ALTER TABLE notifications RENAME COLUMN change_id TO subject_id;
        ALTER TABLE notifications RENAME COLUMN page_id TO queue_id;
        ALTER TABLE notifications RENAME COLUMN spread_at TO expanded_at;
        ALTER TABLE notifications ADD COLUMN kind text NOT NULL DEFAULT 'status-page-change';
        ALTER TABLE notifications ALTER COLUMN kind DROP DEFAULT;
        ALTER INDEX "IX_notifications_page_id" RENAME TO "IX_notifications_queue_id";

        ALTER TABLE deliveries DROP CONSTRAINT "FK_deliveries_changes_change_id",
          DROP CONSTRAINT "FK_deliveries_subscribers_subscriber_id";
        ALTER TABLE deliveries RENAME COLUMN change_id TO subject_id;
        ALTER TABLE deliveries RENAME COLUMN subscriber_id TO recipient_id;
        ALTER TABLE deliveries RENAME COLUMN page_id TO queue_id;
        ALTER TABLE deliveries RENAME COLUMN told_through TO sent_through;
        ALTER TABLE deliveries RENAME COLUMN tell_through TO send_through;
        ALTER TABLE deliveries ADD COLUMN kind text NOT NULL DEFAULT 'status-page-change';
        ALTER TABLE deliveries ALTER COLUMN kind DROP DEFAULT;
        ALTER INDEX "IX_deliveries_subscriber_id" RENAME TO "IX_deliveries_recipient_id";

        ALTER TABLE letters DROP CONSTRAINT "FK_letters_pages_page_id";
        ALTER TABLE letters RENAME COLUMN letter_id TO message_id;
        ALTER TABLE letters RENAME COLUMN page_id TO subject_id;
        ALTER TABLE letters ADD COLUMN hook_id text NULL, ADD COLUMN content text NULL;
        ALTER INDEX "IX_letters_page_id" RENAME TO "IX_letters_subject_id";

        CREATE FUNCTION delete_change_notices() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM deliveries d USING gone WHERE d.subject_id = gone.change_id AND d.kind = 'status-page-change';
          DELETE FROM notifications n USING gone WHERE n.subject_id = gone.change_id AND n.kind = 'status-page-change';
          RETURN NULL;
        END $$;
        CREATE TRIGGER delete_change_notices AFTER DELETE ON changes
          REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_change_notices();

        CREATE FUNCTION delete_subscriber_deliveries() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM deliveries d USING gone
            WHERE d.recipient_id = gone.subscriber_id AND d.kind = 'status-page-change';
          RETURN NULL;
        END $$;
        CREATE TRIGGER delete_subscriber_deliveries AFTER DELETE ON subscribers
          REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_subscriber_deliveries();

        CREATE FUNCTION delete_page_messages() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          DELETE FROM letters l USING gone
            WHERE l.subject_id = gone.page_id AND l.kind IN ('confirmation', 'manage_link');
          RETURN NULL;
        END $$;
        CREATE TRIGGER delete_page_messages AFTER DELETE ON pages
          REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_page_messages();
        """;

    private const string CopyOnSqlite = """
        INSERT INTO notifications
            (kind, subject_id, seq, queue_id, account_id, content, created_at, cursor, expanded_at)
          SELECT 'status-page-change', change_id, seq, page_id, account_id, content, created_at, cursor, spread_at
            FROM notifications_old;
        INSERT INTO deliveries
            (kind, subject_id, recipient_id, hook_id, queue_id, destination, sent_through, send_through, state,
            attempts, next_attempt_at, waiting_since, claimed_by, sent_at, last_error)
          SELECT 'status-page-change', change_id, subscriber_id, hook_id, page_id, destination, told_through,
            tell_through, state, attempts, next_attempt_at, waiting_since, claimed_by, sent_at, last_error
            FROM deliveries_old;
        INSERT INTO letters
            (message_id, kind, account_id, subject_id, recipient, mailbox, locale, token, state, attempts,
            next_attempt_at, expires_at, claimed_by, created_at, last_error)
          SELECT letter_id, kind, account_id, page_id, recipient, mailbox, locale, token, state, attempts,
            next_attempt_at, expires_at, claimed_by, created_at, last_error
            FROM letters_old;
        """;

    private const string TriggersOnSqlite = """
        CREATE TRIGGER delete_change_notices AFTER DELETE ON changes BEGIN
          DELETE FROM deliveries WHERE subject_id = OLD.change_id AND kind = 'status-page-change';
          DELETE FROM notifications WHERE subject_id = OLD.change_id AND kind = 'status-page-change';
        END;
        CREATE TRIGGER delete_subscriber_deliveries AFTER DELETE ON subscribers BEGIN
          DELETE FROM deliveries WHERE recipient_id = OLD.subscriber_id AND kind = 'status-page-change';
        END;
        CREATE TRIGGER delete_page_messages AFTER DELETE ON pages BEGIN
          DELETE FROM letters WHERE subject_id = OLD.page_id AND kind IN ('confirmation', 'manage_link');
        END;
        """;

    private static readonly string[] Tables = ["notifications", "deliveries", "letters"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (ActiveProvider?.EndsWith("PostgreSQL", StringComparison.Ordinal) == true)
            migrationBuilder.Sql(OnPostgres);
        else
            UpOnSqlite(migrationBuilder);
    }

    /// <summary>SQLite cannot drop a foreign key: new tables take the rows of the old ones.</summary>
    private static void UpOnSqlite(MigrationBuilder migration)
    {
        foreach (var table in Tables)
            migration.RenameTable(table, newName: table + "_old");
        migration.CreateTable(
            "notifications",
            t => new
            {
                kind = t.Column<string>(),
                subject_id = t.Column<long>(),
                seq = t.Column<int>(),
                queue_id = t.Column<long>(),
                account_id = t.Column<long>(),
                content = t.Column<string>(),
                created_at = t.Column<long>(),
                cursor = t.Column<long>(),
                expanded_at = t.Column<long>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_notifications", x => new { x.subject_id, x.seq })
        );
        migration.CreateTable(
            "deliveries",
            t => new
            {
                kind = t.Column<string>(),
                subject_id = t.Column<long>(),
                recipient_id = t.Column<long>(),
                hook_id = t.Column<string>(),
                queue_id = t.Column<long>(),
                destination = t.Column<string>(),
                sent_through = t.Column<int>(),
                send_through = t.Column<int>(),
                state = t.Column<string>(),
                attempts = t.Column<int>(),
                next_attempt_at = t.Column<long>(),
                waiting_since = t.Column<long>(),
                claimed_by = t.Column<string>(nullable: true),
                sent_at = t.Column<long>(nullable: true),
                last_error = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_deliveries", x => new
                {
                    x.subject_id,
                    x.recipient_id,
                    x.hook_id,
                })
        );
        migration.CreateTable(
            "letters",
            t => new
            {
                message_id = t.Column<long>(),
                kind = t.Column<string>(),
                account_id = t.Column<long>(),
                subject_id = t.Column<long>(nullable: true),
                recipient = t.Column<string>(),
                hook_id = t.Column<string>(nullable: true),
                mailbox = t.Column<string>(),
                locale = t.Column<string>(),
                token = t.Column<string>(),
                content = t.Column<string>(nullable: true),
                state = t.Column<string>(),
                attempts = t.Column<int>(),
                next_attempt_at = t.Column<long>(),
                expires_at = t.Column<long>(),
                claimed_by = t.Column<string>(nullable: true),
                created_at = t.Column<long>(),
                last_error = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_letters", x => x.message_id)
        );
        migration.Sql(CopyOnSqlite);
        foreach (var table in Tables)
            migration.DropTable(table + "_old");

        migration.CreateIndex("IX_notifications_queue_id", "notifications", "queue_id");
        migration.CreateIndex("IX_notifications_account_id_created_at", "notifications", ["account_id", "created_at"]);
        migration.CreateIndex(
            "ix_notifications_to_spread",
            "notifications",
            "created_at",
            filter: "expanded_at IS NULL"
        );
        migration.CreateIndex("IX_deliveries_recipient_id", "deliveries", "recipient_id");
        migration.CreateIndex(
            "ix_deliveries_to_claim",
            "deliveries",
            ["queue_id", "next_attempt_at"],
            filter: "state = 'waiting' AND claimed_by IS NULL"
        );
        migration.CreateIndex("ix_deliveries_claimed", "deliveries", "claimed_by", filter: "claimed_by IS NOT NULL");
        migration.CreateIndex("IX_letters_subject_id", "letters", "subject_id");
        migration.CreateIndex("IX_letters_mailbox_created_at", "letters", ["mailbox", "created_at"]);
        migration.CreateIndex("IX_letters_created_at", "letters", "created_at");
        migration.CreateIndex("ix_letters_to_send", "letters", "next_attempt_at", filter: "state = 'waiting'");
        migration.Sql(TriggersOnSqlite);
    }
}
