using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The public site while the database is out of reach.</summary>
public sealed class DatabaseGoneTests
{
    [Fact]
    public async Task Views_read_before_are_still_served_marked_with_their_time_and_recover_on_their_own()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var page = await SitePage.Create(await server.NewAccount());
        await page.Events.Publish();
        string[] views = ["", "/history", "/feed.rss", "/api/v2/summary.json", "/badge.svg"];
        var before = new Dictionary<string, SiteAnswer>(StringComparer.Ordinal);
        foreach (var view in views)
            before[view] = await page.Visit(view);

        await using (await Outage.Begin(server))
        {
            clock.Advance(TimeSpan.FromSeconds(61)); // Copies are a minute old at most while all is well.
            foreach (var view in views)
            {
                var answer = await page.Visit(view);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                if (answer.ContentType == "text/html")
                    Assert.Contains(
                        "28 May 2026, 20:26 UTC",
                        answer.Html().QuerySelector(".stale[role=alert]")!.TextContent,
                        StringComparison.Ordinal
                    );
                else
                    Assert.Equal(before[view].ETag, answer.ETag);
            }

            // Views that were never read and need the database are unavailable, which is not the same as missing.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await page.Visit("/history?lang=zh")).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await page.Visit("/events/1")).Status);
            Assert.Equal(
                HttpStatusCode.ServiceUnavailable,
                (await SiteAnswer.Get(server.Http, "/s/never-read")).Status
            );
            var page503 = await SiteAnswer.Get(server.Http, "/s/never-read", ("Accept", "text/html"));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page503.Status, page503.ContentType));
            page503.Says("This page is temporarily unavailable");
            Assert.NotNull(page503.Header("Retry-After"));
        }

        await Eventually.True(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(3));
                return (await page.Visit()).Html().QuerySelector(".stale") is null;
            },
            TimeSpan.FromSeconds(60)
        );
    }

    [Fact]
    public async Task A_first_time_visitor_gets_what_others_were_shown_with_its_time()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var page = await SitePage.Create(await server.NewAccount());
        await page.Events.Publish();
        await using (var db = await server.Store.Databases.CreateDbContextAsync())
            await db.Accounts.ExecuteUpdateAsync(set => set.SetProperty(a => a.TimeZone, "Asia/Shanghai"));
        (await page.Visit()).DoesNotSay("class=\"stale\"");

        await using (await Outage.Begin(server))
        {
            clock.Advance(TimeSpan.FromMinutes(10));
            var chinese = await page.Visit("?lang=zh");
            Assert.Contains(
                "2026年5月29日 04:26 CST",
                chinese.Html().QuerySelector(".stale[role=alert]")!.TextContent,
                StringComparison.Ordinal
            );
            chinese.Says("Slow answers");
            Assert.Contains(
                "29 May 2026, 04:26 CST",
                (await page.Visit()).Html().QuerySelector(".stale")!.TextContent,
                StringComparison.Ordinal
            );
            foreach (var file in SiteViews.Files)
            {
                var answer = await page.Visit("/" + file);
                Assert.Equal(
                    (HttpStatusCode.OK, "Thu, 28 May 2026 20:26:40 GMT"),
                    (answer.Status, answer.Header("Last-Modified"))
                );
                Assert.Equal("110 - \"Response is Stale\"", answer.Header("Warning"));
            }

            (await page.Visit("/feed.rss")).Says("Slow answers");
        }

        await Eventually.True(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(3));
                return (await page.Visit("/feed.rss")).Header("Warning") is null
                    && (await page.Visit("?lang=zh")).Html().QuerySelector(".stale") is null;
            },
            TimeSpan.FromSeconds(60)
        );
    }
}
