using System.Net;
using Pharos.StatusPages.PublicSite.Subscribing;
using Pharos.Tests.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Subscribing;

public sealed class ThrottleTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));

    [Fact]
    public async Task A_client_that_asks_too_often_learns_when_to_retry_and_others_are_unaffected()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, options =>
            (options.Delivery.AsksPerClient, options.TrustedProxies) = (3, "127.0.0.1")
        );
        var page = await SubscribePage.Create(server, sink);

        for (var i = 0; i < 3; i++)
        {
            // Mistakes cost no email and do not count.
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await From("203.0.113.7", "no-address")).Status);
            Assert.Equal(HttpStatusCode.OK, (await From("203.0.113.7")).Status);
        }

        var refused = await From("203.0.113.7", "alice@example.org");
        Assert.Equal((HttpStatusCode.TooManyRequests, "3600"), (refused.Status, refused.Header("Retry-After")));
        Assert.Equal("alice@example.org", refused.Document().QuerySelector("#email")!.GetAttribute("value"));
        Assert.NotNull(refused.Document().QuerySelector("[role=alert]"));
        Assert.Equal(HttpStatusCode.OK, (await From("203.0.113.8")).Status);
        Assert.Equal(4, await page.CountPending());
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.OK, (await From("203.0.113.7")).Status);

        Task<SiteAnswer> From(string client, string? address = null) =>
            page.Send(
                page.Page.Path + "/subscribe",
                new FormUrlEncodedContent([new("email", address ?? SubscribePage.NewAddress()), new("scope", "all")]),
                ("X-Forwarded-For", client)
            );
    }

    [Fact]
    public async Task A_client_over_the_limit_is_refused_before_a_long_form_is_read()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, options =>
            options.Delivery.AsksPerClient = 1
        );
        var page = await SubscribePage.Create(server, sink);
        await page.Ask(SubscribePage.NewAddress(), SubscribePage.Everything);
        using var http = HeldBody.NewHttpClient(server.Address);
        using var form = new HeldBody("application/x-www-form-urlencoded", new byte[5000], []);

        using var refused = await http.PostAsync(page.Page.Path + "/subscribe", form);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.False(form.IsAsked);
    }

    [Fact]
    public async Task A_form_that_never_ends_does_not_count()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, options =>
            options.Delivery.AsksPerClient = 1
        );
        var page = await SubscribePage.Create(server, sink);
        using var gone = new CancellationTokenSource();
        using (var http = HeldBody.NewHttpClient(server.Address))
        {
            using var form = new HeldBody("application/x-www-form-urlencoded", "email="u8.ToArray(), new byte[10]);
            var stalled = http.PostAsync(page.Page.Path + "/subscribe", form, gone.Token);
            await Eventually.True(() => Task.FromResult(form.IsAsked), TimeSpan.FromSeconds(30));
            var other = await page.Ask(SubscribePage.NewAddress(), SubscribePage.Everything);
            Assert.Equal(HttpStatusCode.TooManyRequests, other.Status);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stalled);
        }

        await Eventually.True(
            async () =>
                (await page.Ask(SubscribePage.NewAddress(), SubscribePage.Everything)).Status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(30)
        );
    }

    [Fact]
    public async Task A_page_that_is_asked_too_often_refuses_all_clients_and_other_pages_do_not()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, options => options.Delivery.AsksPerPage = 2);
        var (page, other) = (await SubscribePage.Create(server, sink), await SubscribePage.Create(server, sink));
        var known = SubscribePage.NewAddress();

        await page.Ask(known, SubscribePage.Everything);
        await page.Ask(known, SubscribePage.Everything);

        foreach (var address in (string[])[known, SubscribePage.NewAddress()])
            Assert.Equal(HttpStatusCode.TooManyRequests, (await page.Ask(address, SubscribePage.Everything)).Status);
        Assert.Equal(HttpStatusCode.OK, (await other.Ask(known, SubscribePage.Everything)).Status);
    }

    [Fact]
    public async Task The_form_cannot_be_used_to_bury_anybody_in_mails()
    {
        await using var sink = new MailSink();
        await using var server = await MailServer.Start(sink.Port, clock, options => options.Delivery.LinkMinutes = 1);
        SubscribePage[] pages = [await SubscribePage.Create(server, sink), await SubscribePage.Create(server, sink)];
        var (victim, subscribed) = (SubscribePage.NewAddress(), SubscribePage.NewAddress());
        await pages[0].Subscribe(subscribed, SubscribePage.Everything);
        var start = clock.GetUtcNow();

        // Each time the link of the time before is dead.
        foreach (var minute in (int[])[0, 10, 20, 30, 40, 50, .. Enumerable.Range(2, 22).Select(hour => hour * 60)])
        {
            clock.SetUtcNow(start + TimeSpan.FromMinutes(minute));
            foreach (var page in pages)
            {
                Assert.Equal(HttpStatusCode.OK, (await page.Ask(victim, SubscribePage.Everything)).Status);
                Assert.Equal(HttpStatusCode.OK, (await page.Ask(subscribed, SubscribePage.Everything)).Status);
            }

            if (minute == 50)
                Assert.Equal(pages.Length * PendingSubscriptions.MaxPerHour, await LettersTo(victim));
        }

        Assert.Equal(PendingSubscriptions.MaxPerDay, await LettersTo(victim));
        Assert.Equal(PendingSubscriptions.MaxPerDay, await LettersTo(subscribed));
        clock.Advance(TimeSpan.FromDays(1));
        await pages[0].Ask(victim, SubscribePage.Everything);
        Assert.Equal(1, await LettersTo(victim));

        async Task<int> LettersTo(string address)
        {
            await using var db = await server.Store.Databases.CreateDbContextAsync();
            var since = clock.GetUtcNow().ToUnixTimeSeconds() - 86400;
            return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.CountAsync(
                db.OutgoingMessages.Where(l => l.Recipient == address && l.CreatedAt > since)
            );
        }
    }
}
