using System.Net;
using Pharos.Tests.Api.StatusPage;
using Pharos.Tests.Support;

namespace Pharos.Tests.PublicSite;

/// <summary>The past by month, and the page of an event.</summary>
public sealed class HistoryTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now; // In May 2026.
    private const long Day = 86400;

    [Fact]
    public async Task A_month_shows_its_events_newest_first_and_leads_to_the_nearest_months_with_events()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "In May", Now - Day);
        await Past(page, "Earlier in May", Now - (3 * Day));
        await Past(page, "In February", Now - (100 * Day));
        await Past(page, "Years ago", Now - (1000 * Day));

        var may = (await page.Visit("/history")).Html();
        var february = (await page.Visit("/history/2026-02")).Html();
        var empty = (await page.Visit("/history/2025-01")).Html();

        Assert.Equal(["In May", "Earlier in May"], may.QuerySelectorAll("article.line h3").Select(e => e.TextContent));
        Assert.Equal((page.Path + "/history/2026-02", null), (may.QuerySelector("a[rel=prev]")?.GetAttribute("href"), may.QuerySelector("a[rel=next]")?.GetAttribute("href")));
        Assert.Equal("In February", Assert.Single(february.QuerySelectorAll("article.line h3")).TextContent);
        Assert.Equal((page.Path + "/history/2023-09", page.Path + "/history/2026-05"), (february.QuerySelector("a[rel=prev]")?.GetAttribute("href"), february.QuerySelector("a[rel=next]")?.GetAttribute("href")));
        Assert.Empty(empty.QuerySelectorAll("article.line"));
        Assert.Equal("No incidents and no maintenance this month.", empty.QuerySelector(".quiet")!.TextContent);
    }

    [Fact]
    public async Task The_calendar_marks_the_days_on_which_something_began_and_the_list_view_has_none()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "On the 27th", Now - Day);

        var calendar = (await page.Visit("/history")).Html();
        Assert.Equal(31, calendar.QuerySelectorAll("table.calendar td .number").Count(e => e.TextContent.Length > 0));
        Assert.Equal("#d27", Assert.Single(calendar.QuerySelectorAll("table.calendar td.has a")).GetAttribute("href"));
        Assert.NotNull(calendar.QuerySelector("#d27"));

        await page.Set(new { date_view = "list" });
        var list = (await page.Visit("/history")).Html();
        Assert.Null(list.QuerySelector("table.calendar"));
        Assert.NotNull(list.QuerySelector("#d27"));
    }

    [Fact]
    public async Task An_event_page_has_the_whole_timeline_newest_first_with_permalinks()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        var second = (await page.Events.Update(id, "identified", Now, (1, "partial_outage"))).UpdateId();
        await page.Events.Update(id, "resolved", Now, (0, "operational"), (1, "operational"));

        var html = (await page.Visit($"/events/{id}")).Html();

        Assert.Equal("Slow answers", html.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Resolved", "Identified", "Investigating"], html.QuerySelectorAll(".timeline strong").Select(e => e.TextContent));
        Assert.Equal("Web: Partial outage", html.GetElementById(second)!.QuerySelector(".fact")!.TextContent);
        Assert.NotNull(html.QuerySelector($"a[href='#{second}']"));
        Assert.NotNull(html.QuerySelector($"a[href='{page.Path}/events/{id}/feed.atom']"));
    }

    [Fact]
    public async Task Linked_events_lead_to_each_other()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var first = (await page.Events.Publish(new { title = "The first" })).ChangeId();
        var second = (await page.Events.Publish(new { title = "The second", linked_changes = new[] { first.ToString() } })).ChangeId();

        foreach (var (from, to, title) in new[] { (first, second, "The second"), (second, first, "The first") })
        {
            var link = (await page.Visit($"/events/{from}")).Html().QuerySelector("section[aria-labelledby=linked] h3 a")!;
            Assert.Equal((title, $"{page.Path}/events/{to}"), (link.TextContent, link.GetAttribute("href")));
        }
    }

    [Theory]
    [InlineData("/history/2026-00")]
    [InlineData("/history/2026-13")]
    [InlineData("/history/abcdefg")]
    [InlineData("/history/0000-01")]
    [InlineData("/events/9007199254740991")]
    public async Task What_is_not_there_is_404(string view) =>
        Assert.Equal(HttpStatusCode.NotFound, (await (await SitePage.Create(await frozen.NewAccount())).Visit(view)).Status);

    private static async Task Past(SitePage page, string title, long start) => _ = (await page.Events.Publish(new
    {
        is_retrospective = true, title, status = "resolved", start_at_seconds = start,
        updates = new[]
        {
            new { at_seconds = start, status = "investigating", component_changes = page.Events.Says((0, "degraded")) },
            new { at_seconds = start + 60, status = "resolved", component_changes = page.Events.Says((0, "operational")) },
        },
    })).Data;
}
