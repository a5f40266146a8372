using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;
using Pharos.Platform.Webhooks;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

/// <summary>
/// A kind of message that is no status page's: it pages people about incidents, and stops once an incident is
/// acknowledged. The clock stands still, so that only a commit can wake the delivery loop.
/// </summary>
public sealed class PagingTests
{
    private const long RetryAfter = 5;

    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
    private readonly ConcurrentDictionary<long, bool> acknowledged = new();
    private readonly ConcurrentQueue<string> refused = new();

    [Fact]
    public async Task A_page_goes_out_at_once_by_email_and_by_webhook_with_content_for_each_person()
    {
        await using var sink = new MailSink();
        await using var hooks = await HookSink.Start();
        await using var server = await Start(sink.Port);
        hooks.Answers["/alice"] = (200, "ok", null);

        await Page(server, incident: 7, "bob@example.org");
        await Page(server, incident: 7, "alice", await Hook(server, hooks.Url + "/alice"));
        var email = Assert.Single(await sink.WaitFor(1));
        await Eventually.True(() => Task.FromResult(hooks.At("/alice").Count == 1), TimeSpan.FromSeconds(30));

        Assert.Equal("Incident 7", email.Header("Subject"));
        Assert.Contains(
            "bob@example.org, acknowledge with token-of-bob@example.org",
            email.Body("text/plain"),
            StringComparison.Ordinal
        );
        Assert.Contains("alice, acknowledge with token-of-alice", hooks.At("/alice")[0].Body, StringComparison.Ordinal);
        await Eventually.True(
            async () => (await States(server)).All(s => s == DeliveryState.Sent),
            TimeSpan.FromSeconds(30)
        );
    }

    [Fact]
    public async Task A_page_is_retried_after_seconds_and_cancelled_once_the_incident_is_acknowledged()
    {
        await using var sink = new MailSink();
        await using var server = await Start(sink.Port);
        var attempts = 0;
        sink.Recipient = _ => Interlocked.Increment(ref attempts) == 1 ? "451 later" : null;
        await Page(server, incident: 1, "bob@example.org");
        await Eventually.True(async () => await Attempts(server) == 1, TimeSpan.FromSeconds(30));
        await Wait(server, RetryAfter * 2);
        await sink.WaitFor(1);

        Volatile.Write(ref attempts, 0);
        await Page(server, incident: 2, "bob@example.org");
        await Eventually.True(async () => await Attempts(server) == 1, TimeSpan.FromSeconds(30));
        acknowledged[2] = true;
        await Wait(server, RetryAfter * 2);
        await Eventually.True(
            async () => (await States(server)).Contains(DeliveryState.Cancelled),
            TimeSpan.FromSeconds(30)
        );

        Assert.Equal("Incident 1", Assert.Single(sink.Mails).Header("Subject"));
        Assert.Equal(1, Volatile.Read(ref attempts));
    }

    [Fact]
    public async Task A_page_does_not_wait_for_a_large_audience()
    {
        await using var sink = new MailSink();
        await using var server = await Start(sink.Port);
        var page = await ChangePage.Create(await server.NewAccount());
        await server.SubscribeMany(page.PageId, 400);
        // Those that are already on their way, and one behind each on its connection.
        var onTheirWay = 2 * new DeliveryOptions().Connections * 2;
        var subscribers = 0;
        var first = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        var paged = new TaskCompletionSource();
        sink.BeforeTaken = async to =>
        {
            first.TrySetResult();
            await go.Task;
            if (to.Contains("bob@example.org", StringComparison.Ordinal))
                paged.TrySetResult();
            else if (Interlocked.Increment(ref subscribers) > onTheirWay)
                await paged.Task;
        };

        await page.PublishTold();
        await first.Task;
        await Page(server, incident: 3, "bob@example.org");
        await Eventually.True(async () => (await ClaimedPages(server)) == 1, TimeSpan.FromSeconds(30));
        // The page is queued after its claim is stored: the worker's round has to end first.
        await NextLook(server, TimeSpan.FromMilliseconds(600));
        go.SetResult();

        // The sink takes no other email until it has the page.
        await sink.WaitFor(401, TimeSpan.FromMinutes(2));
        Assert.True(paged.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_refused_page_is_reported_to_its_kind_and_a_webhook_that_refuses_three_is_quarantined()
    {
        await using var sink = new MailSink { Recipient = _ => "550 5.1.1 no such user" };
        await using var hooks = await HookSink.Start();
        await using var server = await Start(sink.Port);
        hooks.Answers["/gone"] = (404, "no_service", null);
        var hook = await Hook(server, hooks.Url + "/gone");

        await Page(server, incident: 1, "bob@example.org");
        for (var i = 1; i <= 3; i++)
        {
            await Page(server, incident: i, "alice", hook);
            await Wait(server, 2);
        }

        await Eventually.True(
            async () => (await States(server)).All(s => s == DeliveryState.Failed),
            TimeSpan.FromSeconds(30)
        );
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(["bob@example.org"], refused);
        Assert.NotNull((await db.Webhooks.SingleAsync(h => h.HookId == hook)).QuarantinedAt);
    }

    private Task<TestServer> Start(int smtpPort) =>
        TestServer.Start(
            clock,
            options =>
            {
                options.PublicUrl = "https://status.example.com";
                (options.Mail.Host, options.Mail.Port, options.Mail.Security, options.Mail.From) = (
                    "127.0.0.1",
                    smtpPort,
                    "none",
                    "pharos@example.com"
                );
                options.Delivery.AllowedNetworks = "127.0.0.0/8";
            },
            extend: services =>
                services.AddSingleton(
                    new MessageKind("test-page")
                    {
                        FirstRetryAfter = RetryAfter,
                        IsStillWanted = (_, row, _) => Task.FromResult(!acknowledged.ContainsKey(row.SubjectId!.Value)),
                        ComposeEmail = (_, row, _) =>
                            Task.FromResult(
                                new ComposedEmail(
                                    new OutgoingEmail(
                                        row.MessageId + "@example.com",
                                        row.Recipient,
                                        "Incident " + row.SubjectId,
                                        Text(row),
                                        Text(row),
                                        "en",
                                        clock.GetUtcNow(),
                                        []
                                    ),
                                    "Pharos"
                                )
                            ),
                        ComposeWebhook = (_, row, _) =>
                            Task.FromResult(
                                new WebhookMessage(
                                    "Incident " + row.SubjectId,
                                    Text(row),
                                    "Open",
                                    "https://status.example.com",
                                    Language.FromLocale(row.Locale)
                                )
                            ),
                        Refused = (_, row, _, _) =>
                        {
                            refused.Enqueue(row.Recipient);
                            return Task.CompletedTask;
                        },
                    }
                )
        );

    private static string Text(OutgoingMessageRow row) => $"{row.Recipient}, acknowledge with {row.Token}";

    private async Task Page(TestServer server, long incident, string person, string? hookId = null)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await using var write = await server.Store.Writes.Begin(db, CancellationToken.None);
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        TransactionalMessages.Add(
            write,
            new OutgoingMessageRow
            {
                MessageId = Ids.NewInteger(),
                Kind = "test-page",
                AccountId = 1,
                SubjectId = incident,
                Recipient = person,
                HookId = hookId,
                Mailbox = person,
                Locale = "en-US",
                Token = "token-of-" + person,
                State = DeliveryState.Waiting,
                NextAttemptAt = now,
                ExpiresAt = now + 3600,
                CreatedAt = now,
            }
        );
        await write.Commit(CancellationToken.None);
    }

    private async Task<string> Hook(TestServer server, string url)
    {
        var member = (await server.NewAccount()).Caller;
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var id = Ids.NewUlid(clock);
        db.Webhooks.Add(
            new WebhookRow
            {
                HookId = id,
                AccountId = member.AccountId,
                MemberId = member.MemberId,
                Platform = ImPlatform.Slack,
                Name = "mine",
                Url = url,
                CreatedAt = 1,
            }
        );
        await db.SaveChangesAsync();
        return id;
    }

    private async Task Wait(TestServer server, long seconds)
    {
        for (; seconds > 0; seconds--)
        {
            await Eventually.True(() => Task.FromResult(Worker(server).IsIdle), TimeSpan.FromSeconds(30));
            await NextLook(server, TimeSpan.FromSeconds(1));
        }
    }

    private async Task NextLook(TestServer server, TimeSpan time)
    {
        var worker = Worker(server);
        var before = worker.Looks;
        clock.Advance(time);
        await Eventually.True(() => Task.FromResult(worker.Looks > before), TimeSpan.FromSeconds(30));
    }

    private static DeliveryWorker Worker(TestServer server) =>
        server.Services.GetServices<IHostedService>().OfType<DeliveryWorker>().Single();

    private static async Task<int> Attempts(TestServer server)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return (await db.OutgoingMessages.OrderByDescending(m => m.SubjectId).FirstAsync()).Attempts;
    }

    private static async Task<int> ClaimedPages(TestServer server)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db.OutgoingMessages.CountAsync(m => m.ClaimedBy != null);
    }

    private static async Task<List<DeliveryState>> States(TestServer server)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        return await db.OutgoingMessages.Select(m => m.State).ToListAsync();
    }
}
