using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Database.Steps;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

/// <summary>A database from before notifications had kinds.</summary>
public sealed class UpgradeTests : IDisposable
{
    private const string Content =
        """{"title":"Old","type":"incident","status":"investigating","start_at":1,"entries":"""
        + """[{"update_id":"u","at_seconds":1,"status":"investigating","description":"From before."}],"""
        + "\"components\":[]}";

    private readonly string folder = Directory.CreateTempSubdirectory("pharos-upgrade-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_waited_before_the_upgrade_is_sent_exactly_once_after_it()
    {
        var connection = await TestDatabase.Create();
        await MakeOldDatabase(connection);
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, configure: options =>
            (options.Data, options.Database) = (folder, connection)
        );

        await Eventually.True(() => Task.FromResult(sink.Mails.Count >= 3), TimeSpan.FromSeconds(60));
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await Eventually.True(
            async () =>
                !await db.Deliveries.AnyAsync(d => d.State == DeliveryState.Waiting)
                && !await db.OutgoingMessages.AnyAsync(m => m.State == DeliveryState.Waiting)
                && !await db.Notifications.AnyAsync(n => n.ExpandedAt == null),
            TimeSpan.FromSeconds(60)
        );

        // One delivery waited, one notification was not expanded, one confirmation was not sent; and one delivery was
        // sent before.
        Assert.Equal(
            ["expanding@example.org", "new@example.org", "waiting@example.org"],
            sink.Mails.Select(m => m.To).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            2,
            sink.Mails.Count(m =>
                m.Header("Subject") == "[Acme] Old"
                && m.Body("text/plain").Contains("From before.", StringComparison.Ordinal)
            )
        );
        Assert.Contains(
            "secret",
            sink.Mails.Single(m => m.To == "new@example.org").Body("text/plain"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            3,
            await db.Deliveries.CountAsync(d => d.Kind == "status-page-change" && d.State == DeliveryState.Sent)
        );

        await db.Subscribers.Where(s => s.SubscriberId == 31).ExecuteDeleteAsync();
        Assert.Equal([32, 41], await db.Deliveries.Select(d => d.RecipientId).Order().ToListAsync());
        await db.Pages.ExecuteDeleteAsync();
        Assert.Equal(
            (0, 0, 0),
            (
                await db.Deliveries.CountAsync(),
                await db.Notifications.CountAsync(),
                await db.OutgoingMessages.CountAsync()
            )
        );
    }

    private async Task MakeOldDatabase(string? connection)
    {
        await using IDatabase database = connection is null
            ? new SqliteDatabase(DataFolder.DatabaseFile(folder), TimeProvider.System)
            : new PostgresDatabase(connection);
        var options = new DbContextOptionsBuilder<PharosDb>();
        database.Configure(options);
        await using var db = new PharosDb(options.Options);
        await SchemaUpgrade.Run(db, database, CancellationToken.None, upTo: "0006_data_protection_keys");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await Insert(
            db,
            "accounts",
            new()
            {
                ["account_id"] = 1L,
                ["name"] = "Acme",
                ["email"] = "a@example.com",
                ["locale"] = "en-US",
                ["time_zone"] = "UTC",
                ["created_at"] = 1L,
            }
        );
        foreach (var page in (long[])[10, 11])
        {
            await Insert(
                db,
                "pages",
                new()
                {
                    ["page_id"] = page,
                    ["account_id"] = 1L,
                    ["type"] = "public",
                    ["name"] = "Acme",
                    ["url_name"] = "acme-" + page.ToString(CultureInfo.InvariantCulture),
                    ["custom_links"] = "[]",
                    ["date_view"] = "calendar",
                    ["display_uptime_mode"] = "chart_and_percentage",
                    ["email_subscription"] = true,
                    ["im_subscription"] = false,
                    ["created_at"] = 1L,
                    ["updated_at"] = 1L,
                }
            );
            await Insert(
                db,
                "changes",
                new()
                {
                    ["change_id"] = page + 10,
                    ["page_id"] = page,
                    ["type"] = "incident",
                    ["title"] = "Old",
                    ["description"] = "",
                    ["status"] = "investigating",
                    ["start_at"] = 1L,
                    ["is_retrospective"] = false,
                    ["notify_subscribers"] = true,
                    ["auto_update_by_schedule"] = false,
                    ["created_at"] = 1L,
                    ["updated_at"] = 1L,
                    ["revision"] = 1L,
                }
            );
        }

        foreach (
            var (id, page, address) in ((long, long, string)[])
                [(31, 10, "sent@example.org"), (32, 10, "waiting@example.org"), (41, 11, "expanding@example.org")]
        )
            await Subscribe(db, id, page, address);
        await Insert(db, "notifications", Notification(20, 10, now, cursor: Ids.Max, spreadAt: now));
        await Insert(db, "notifications", Notification(21, 11, now, cursor: 0, spreadAt: null));
        await Insert(db, "deliveries", Delivery(31, now, "sent", toldThrough: 1));
        await Insert(db, "deliveries", Delivery(32, now, "waiting", toldThrough: 0));
        await Insert(
            db,
            "letters",
            new()
            {
                ["letter_id"] = 51L,
                ["kind"] = "confirmation",
                ["account_id"] = 1L,
                ["page_id"] = 10L,
                ["recipient"] = "new@example.org",
                ["mailbox"] = "new@example.org",
                ["locale"] = "en-US",
                ["token"] = "secret",
                ["state"] = "waiting",
                ["attempts"] = 0,
                ["next_attempt_at"] = now,
                ["expires_at"] = now + 3600,
                ["created_at"] = now,
            }
        );
    }

    private static Task Subscribe(PharosDb db, long id, long page, string address) =>
        Insert(
            db,
            "subscribers",
            new()
            {
                ["subscriber_id"] = id,
                ["page_id"] = page,
                ["method"] = "email",
                ["recipient"] = address,
                ["domain"] = "example.org",
                ["all"] = true,
                ["locale"] = "en-US",
                ["token"] = "token-" + address,
                ["created_at"] = 1L,
                ["updated_at"] = 1L,
                ["failures"] = 0,
                ["bounces"] = 0,
            }
        );

    private static Dictionary<string, object?> Notification(
        long changeId,
        long pageId,
        long now,
        long cursor,
        long? spreadAt
    ) =>
        new()
        {
            ["change_id"] = changeId,
            ["seq"] = 1,
            ["page_id"] = pageId,
            ["account_id"] = 1L,
            ["content"] = Content,
            ["created_at"] = now,
            ["cursor"] = cursor,
            ["spread_at"] = spreadAt,
        };

    private static Dictionary<string, object?> Delivery(long subscriberId, long now, string state, int toldThrough) =>
        new()
        {
            ["change_id"] = 20L,
            ["subscriber_id"] = subscriberId,
            ["hook_id"] = "",
            ["page_id"] = 10L,
            ["destination"] = "example.org",
            ["told_through"] = toldThrough,
            ["tell_through"] = 1,
            ["state"] = state,
            ["attempts"] = 0,
            ["next_attempt_at"] = now,
            ["waiting_since"] = now,
        };

    private static async Task Insert(PharosDb db, string table, Dictionary<string, object?> row)
    {
        var set = row.Where(c => c.Value is not null).ToList();
        var columns = string.Join(", ", set.Select(c => '"' + c.Key + '"'));
        var values = string.Join(", ", set.Select((_, i) => "{" + i.ToString(CultureInfo.InvariantCulture) + "}"));
        var text = $"INSERT INTO {table} ({columns}) VALUES ({values})";
        await db.Database.ExecuteSqlAsync(FormattableStringFactory.Create(text, [.. set.Select(c => c.Value)]));
    }
}
