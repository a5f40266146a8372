using System.Net;
using Pharos.Tests.Api.StatusPage;
using Pharos.Tests.Support;

namespace Pharos.Tests.PublicSite;

/// <summary>The public site while the database is out of reach.</summary>
public sealed class DatabaseGoneTests
{
    [Fact]
    public async Task What_was_read_before_goes_on_being_served_marked_with_its_time_and_recovers_by_itself()
    {
        var clock = new FakeClock(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
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
                    Assert.Contains("28 May 2026, 20:26 UTC", answer.Html().QuerySelector(".stale[role=alert]")!.TextContent, StringComparison.Ordinal);
                else
                    Assert.Equal(before[view].ETag, answer.ETag);
            }

            // What nobody read before cannot be had, and nobody is told that it does not exist.
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await page.Visit("/feed.atom")).Status);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SiteAnswer.Get(server.Http, "/s/never-read")).Status);
            var page503 = await SiteAnswer.Get(server.Http, "/s/never-read", ("Accept", "text/html"));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (page503.Status, page503.ContentType));
            page503.Says("This page cannot be shown at the moment");
            Assert.NotNull(page503.Header("Retry-After"));
        }

        await Eventually.True(
            async () =>
            {
                clock.Advance(TimeSpan.FromSeconds(3));
                return (await page.Visit()).Html().QuerySelector(".stale") is null;
            },
            TimeSpan.FromSeconds(20));
    }
}
