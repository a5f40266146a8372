using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.Notifications;
using Pharos.Tests.StatusPages;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

/// <summary>Each with a clock of its own: hours pass in no time.</summary>
public sealed class RetryTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));

    [Fact]
    public async Task A_mail_server_that_is_down_for_an_hour_gets_everything_once_it_is_back()
    {
        await using var sink = new MailSink(isUp: false);
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        var addresses = await server.SubscribeMany(page.PageId, 60);

        await page.PublishTold();
        // An hour in steps that grow as the waits between attempts do.
        foreach (var minutes in (int[])[1, 1, 2, 2, 4, 5, 10, 15, 20])
            await Pass(server, TimeSpan.FromMinutes(minutes));
        sink.Open();
        await PassUntil(server, () => sink.Mails.Count >= addresses.Count);

        Assert.Equal(
            addresses.Order(StringComparer.Ordinal),
            sink.Mails.Select(m => m.To).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Updates_that_wait_for_the_same_receiver_are_folded_into_one_mail_that_says_so()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId);
        var tries = 0;
        var refusing = true;
        sink.Recipient = _ =>
        {
            Interlocked.Increment(ref tries);
            return Volatile.Read(ref refusing) ? "451 greylisted, come later" : null;
        };

        var changeId = await page.PublishTold(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        description = "First words.",
                        component_changes = page.Says((0, "degraded")),
                    },
                },
            }
        );
        await PassUntil(server, () => Volatile.Read(ref tries) > 0);
        await page.Update(changeId, "identified");
        await page.Update(changeId, "resolved", null, (0, "operational"));
        Volatile.Write(ref refusing, false);
        await PassUntil(server, () => !sink.Mails.IsEmpty);
        await Pass(server, TimeSpan.FromHours(2));

        var text = Assert.Single(sink.Mails).Body("text/plain");
        Assert.Contains("3 updates", text, StringComparison.Ordinal);
        Assert.StartsWith("Resolved", text, StringComparison.Ordinal);
        Assert.Contains("First words.", text, StringComparison.Ordinal);
        Assert.Equal((DeliveryState.Sent, 3), await DeliveryTo(server, address));
    }

    [Fact]
    public async Task After_a_day_without_success_a_delivery_is_given_up()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId);
        var tries = 0;
        sink.Recipient = _ =>
        {
            Interlocked.Increment(ref tries);
            return "451 never ready";
        };

        await page.PublishTold();
        await PassUntil(server, () => Volatile.Read(ref tries) > 0);
        await Eventually.True(
            async () =>
            {
                await Pass(server, TimeSpan.FromMinutes(20));
                return (await DeliveryTo(server, address)).State == DeliveryState.Failed;
            },
            TimeSpan.FromSeconds(120)
        );

        Assert.InRange(Volatile.Read(ref tries), 5, 40);
        Assert.True(clock.GetUtcNow().ToUnixTimeSeconds() - FrozenServer.Now >= 24 * 60 * 60);
    }

    [Fact]
    public async Task A_permanent_refusal_is_not_retried_and_the_third_quarantines_while_others_get_theirs()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        var addresses = await server.SubscribeMany(page.PageId, 100);
        var dead = addresses.Where((_, i) => i % 20 == 0).ToHashSet(StringComparer.Ordinal);
        var asked = 0;
        sink.Recipient = to =>
        {
            if (!dead.Contains(to))
                return null;
            Interlocked.Increment(ref asked);
            return "550 5.1.1 no such user";
        };

        for (var i = 1; i <= 4; i++)
        {
            await page.PublishTold(new { title = "Number " + i });
            await PassUntil(server, () => sink.Mails.Count == 95 * i);
            await Pass(server, TimeSpan.FromHours(3));
        }

        Assert.Equal(3 * dead.Count, Volatile.Read(ref asked));
        Assert.DoesNotContain(sink.Mails, m => dead.Contains(m.To));
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        await Eventually.True(
            () => db.Deliveries.AllAsync(d => d.State != DeliveryState.Waiting),
            TimeSpan.FromSeconds(30)
        );
        Assert.Equal(
            dead.Order(),
            (await db.Subscribers.Where(s => s.QuarantinedAt != null).Select(s => s.Recipient).ToListAsync()).Order()
        );
        Assert.Equal(4 * 95, await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent));
        Assert.Equal(3 * 5, await db.Deliveries.CountAsync(d => d.State == DeliveryState.Failed));
        Assert.Equal(5, await db.Deliveries.CountAsync(d => d.State == DeliveryState.Quarantined));
    }

    [Theory]
    [InlineData("550 5.7.1 relaying denied", null, DeliveryState.Waiting)]
    [InlineData("554 no relaying", null, DeliveryState.Failed)]
    [InlineData(null, "550 5.1.1 not like this", DeliveryState.Failed)]
    public async Task An_SMTP_server_that_refuses_every_recipient_quarantines_no_one(
        string? recipient,
        string? whole,
        DeliveryState state
    )
    {
        await using var sink = new MailSink { Recipient = _ => recipient, Whole = _ => whole };
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        await server.SubscribeMany(page.PageId, 10);

        for (var i = 1; i <= 3; i++)
        {
            var changeId = await page.PublishTold(new { title = "Number " + i });
            await Eventually.True(
                async () =>
                {
                    await using var db = await server.Store.Databases.CreateDbContextAsync();
                    return await db.Deliveries.CountAsync(d =>
                            d.SubjectId == changeId && d.Attempts > 0 && d.State == state
                        ) == 10;
                },
                TimeSpan.FromSeconds(60)
            );
        }

        await using var after = await server.Store.Databases.CreateDbContextAsync();
        Assert.False(await after.Subscribers.AnyAsync(s => s.QuarantinedAt != null || s.Failures > 0));
        sink.Recipient = _ => null;
        sink.Whole = _ => null;
        if (state == DeliveryState.Waiting)
            await PassUntil(server, () => sink.Mails.Count == 30);
    }

    [Fact]
    public async Task A_mail_server_that_ponders_a_whole_mail_for_minutes_gets_it_once()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        var address = await server.Subscribe(page.PageId);
        var (pondering, times) = (new TaskCompletionSource(), 0);
        sink.BeforeTaken = _ =>
        {
            Interlocked.Increment(ref times);
            return pondering.Task;
        };

        await page.PublishTold();
        await Eventually.True(() => Task.FromResult(Volatile.Read(ref times) > 0), TimeSpan.FromSeconds(60));
        // In steps that no node counts as dead for.
        for (var seconds = 0; seconds < 150; seconds += 2)
            await Pass(server, TimeSpan.FromSeconds(2));
        pondering.SetResult();
        await Eventually.True(
            async () => (await DeliveryTo(server, address)).State == DeliveryState.Sent,
            TimeSpan.FromSeconds(60)
        );

        Assert.Equal(1, Volatile.Read(ref times));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_server_that_is_away_for_a_second_holds_up_mails_for_a_few(bool goesAway)
    {
        await using var sink = new MailSink(isUp: goesAway) { Recipient = _ => "421 4.3.2 shutting down" };
        await using var server = await MailServer.Start(sink.Port, clock, o => o.Delivery.Connections = 10);
        var page = await ChangePage.Create(await server.NewAccount());
        await server.SubscribeMany(page.PageId, 60);

        await page.PublishTold();
        var tried = 0;
        await Eventually.True(
            async () =>
            {
                await using var db = await server.Store.Databases.CreateDbContextAsync();
                // Counted last: nothing is under way any more then.
                return await db.Deliveries.CountAsync() == 60
                    && !await db.Deliveries.AnyAsync(d => d.ClaimedBy != null)
                    && (tried = await db.Deliveries.CountAsync(d => d.Attempts > 0)) > 0;
            },
            TimeSpan.FromSeconds(60)
        );
        sink.Recipient = _ => null;
        if (!goesAway)
            sink.Open();
        for (var seconds = 0; seconds < 3; seconds++)
            await Pass(server, TimeSpan.FromSeconds(1));
        await sink.WaitFor(60 - tried);

        // Those that found out, at most one on each connection.
        Assert.InRange(tried, 1, 10);
    }

    [Fact]
    public async Task A_hanging_recipient_does_not_delay_others()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        for (var i = 0; i < 30; i++)
            await server.Subscribe(page.PageId, $"{i}@hangs.example.net");
        var well = await server.SubscribeMany(page.PageId, 100);
        var hung = new TaskCompletionSource();
        sink.Before = to =>
            to.EndsWith("@hangs.example.net", StringComparison.Ordinal) ? hung.Task : Task.CompletedTask;

        await page.PublishTold();
        await PassUntil(server, () => sink.Mails.Count == well.Count, () => sink.Mails.Count);

        Assert.Equal(well.Order(StringComparer.Ordinal), sink.Mails.Select(m => m.To).Order(StringComparer.Ordinal));
        hung.SetResult();
    }

    [Fact]
    public async Task What_was_to_follow_a_mail_that_is_not_answered_goes_over_another_connection()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, o => o.Delivery.Connections = 4);
        var page = await ChangePage.Create(await server.NewAccount());
        var addresses = await server.SubscribeMany(page.PageId, 100);
        var hung = new TaskCompletionSource();
        var first = "";
        sink.BeforeTaken = to =>
            (Interlocked.CompareExchange(ref first, to, "") is "" ? hung.Task : Task.CompletedTask);

        await page.PublishTold();
        await PassUntil(server, () => sink.Mails.Count == addresses.Count - 1, () => sink.Mails.Count);

        Assert.Equal(
            addresses.Where(a => a != first).Order(StringComparer.Ordinal),
            sink.Mails.Select(m => m.To).Order(StringComparer.Ordinal)
        );
        hung.SetResult();
    }

    [Fact]
    public async Task Notifications_leave_at_once_at_any_clock_time_even_if_connections_end_after_a_few_emails()
    {
        await using var sink = new MailSink { MostOnOne = 3 };
        await using var server = await MailServer.Start(sink.Port, clock);
        var page = await ChangePage.Create(await server.NewAccount());
        var addresses = await server.SubscribeMany(page.PageId, 100);

        await page.PublishTold();
        await sink.WaitFor(addresses.Count, TimeSpan.FromMinutes(2));

        Assert.Equal(
            addresses.Order(StringComparer.Ordinal),
            sink.Mails.Select(m => m.To).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task No_more_is_ever_sent_and_not_written_down_than_the_option_says()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, o => o.Delivery.InFlight = 20);
        var page = await ChangePage.Create(await server.NewAccount());
        var addresses = await server.SubscribeMany(page.PageId, 200);
        var (most, looked) = (0, 0);
        sink.BeforeTaken = async _ =>
        {
            // Counted first: results stored later can only lower the count.
            var sent = sink.Mails.Count;
            await using var db = await server.Store.Databases.CreateDbContextAsync();
            most = Math.Max(most, sent - await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent));
            Interlocked.Increment(ref looked);
        };

        await page.PublishTold();
        await sink.WaitFor(addresses.Count, TimeSpan.FromMinutes(2));

        Assert.Equal(addresses.Count, looked);
        Assert.InRange(most, 0, 20);
    }

    /// <summary>
    /// Advances the clock and waits until the worker has looked for work. A node that sends no heartbeat for ten
    /// seconds loses its claims, and an email in flight at that moment is sent twice. The worker can pick up work at
    /// any moment, so it is stopped while the clock jumps further than that.
    /// </summary>
    private async Task Pass(TestServer server, TimeSpan time)
    {
        var worker = server.Services.GetServices<IHostedService>().OfType<DeliveryWorker>().Single();
        var stop = time > TimeSpan.FromSeconds(2);
        if (stop)
        {
            await Eventually.True(() => Task.FromResult(worker.IsIdle), TimeSpan.FromSeconds(60));
            await worker.StopAsync(CancellationToken.None);
        }

        var before = worker.Looks;
        if (stop)
        {
            // A jump of the wall clock: Advance would fire every periodic timer of the server thousands of times.
            clock.AdjustTime(clock.GetUtcNow() + time - TimeSpan.FromSeconds(1));
            time = TimeSpan.FromSeconds(1);
        }

        clock.Advance(time);
        if (stop)
            await worker.StartAsync(CancellationToken.None);
        await Eventually.True(() => Task.FromResult(worker.Looks > before), TimeSpan.FromSeconds(60));
    }

    /// <summary>
    /// Moves the clock on by seconds until something is so; not while anything is under way, which a slow machine could
    /// let outlast the minute that an attempt may take.
    /// </summary>
    /// <param name="progress">
    /// Where something is under way that only time gets out of the way of others: what shows that the others go on.
    /// </param>
    private Task PassUntil(TestServer server, Func<bool> condition, Func<int>? progress = null)
    {
        var worker = server.Services.GetServices<IHostedService>().OfType<DeliveryWorker>().Single();
        var (last, still, seconds) = (0, 0, 0);
        return Eventually.True(
            async () =>
            {
                if (condition())
                    return true;
                var now = progress?.Invoke() ?? 0;
                (last, still) = (now, now == last ? still + 1 : 0);
                if (worker.IsIdle || (progress is not null && still > 20 && seconds++ < 40))
                {
                    still = 0;
                    await Pass(server, TimeSpan.FromSeconds(1));
                }

                return condition();
            },
            TimeSpan.FromSeconds(120)
        );
    }

    private static async Task<(DeliveryState State, int Told)> DeliveryTo(TestServer server, string address)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var row = await db
            .Deliveries.Join(db.Subscribers, d => d.RecipientId, s => s.SubscriberId, (d, s) => new { d, s.Recipient })
            .SingleAsync(r => r.Recipient == address);
        return (row.d.State, row.d.SentThrough);
    }
}
