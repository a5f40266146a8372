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
    public async Task The_calendar_marks_the_days_on_which_something_went_on_and_the_list_view_has_none()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "On the 27th", Now - Day);

        var calendar = (await page.Visit("/history")).Html();
        Assert.Equal(31, calendar.QuerySelectorAll("table.calendar td .number").Count(e => e.TextContent.Length > 0));
        var link = Assert.Single(calendar.QuerySelectorAll("table.calendar td.has a")).GetAttribute("href")!;
        Assert.Equal("On the 27th", calendar.QuerySelector($"section[aria-labelledby=d27] {link} h3")!.TextContent);
        Assert.NotNull(calendar.QuerySelector("#d27"));

        await page.Set(new { date_view = "list" });
        var list = (await page.Visit("/history")).Html();
        Assert.Null(list.QuerySelector("table.calendar"));
        Assert.NotNull(list.QuerySelector("#d27"));
    }

    [Fact]
    public async Task What_began_in_an_earlier_month_is_in_every_month_it_went_on_in()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "Over the turn of the month", 1_777_500_000, lasts: 3 * Day); // From 29 April on.

        var may = (await page.Visit("/history/2026-05")).Html();

        Assert.Equal("Over the turn of the month", may.QuerySelector("section[aria-labelledby=before] h3")!.TextContent);
        Assert.Equal(["1", "2"], may.QuerySelectorAll("td.has .number").Select(e => e.TextContent));
        Assert.Equal(["29", "30"], (await page.Visit("/history/2026-04")).Html().QuerySelectorAll("td.has .number").Select(e => e.TextContent));
        Assert.Empty((await page.Visit("/history/2026-06")).Html().QuerySelectorAll("article.line"));
    }

    [Fact]
    public async Task Every_year_since_the_first_event_is_one_step_away()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "Years ago", Now - (1000 * Day));

        var years = (await page.Visit("/history")).Html().QuerySelectorAll(".years a");

        Assert.Equal(["2026", "2025", "2024", "2023"], years.Select(y => y.TextContent));
        Assert.Equal(["2026-05", "2025-12", "2024-12", "2023-12"], years.Select(y => y.GetAttribute("href")![^7..]));
        Assert.Equal("2026", Assert.Single(years, y => y.HasAttribute("aria-current")).TextContent);
    }

    [Fact]
    public async Task An_event_page_says_how_each_component_fared()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish(new
        {
            start_at_seconds = Now - 7200, updates = new[] { new { at_seconds = Now - 7200, status = "investigating", component_changes = page.Events.Says((0, "full_outage")) } },
        })).ChangeId();
        await page.Events.Update(id, "identified", Now - 3600, (0, "degraded"), (1, "partial_outage"));
        await page.Events.Update(id, "resolved", Now - 600, (0, "operational"), (1, "operational"));

        var rows = (await page.Visit($"/events/{id}")).Html().QuerySelectorAll("table.courses tbody tr");

        Assert.Equal(["API", "Web"], rows.Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal(["Full outage 28 May 2026, 18:26 – 19:26 UTC · 1 h", "Degraded 28 May 2026, 19:26 – 20:16 UTC · 50 min"], rows[0].QuerySelectorAll("li").Select(l => l.TextContent));
        Assert.Equal(["Operational 28 May 2026, 18:26 – 19:26 UTC · 1 h", "Partial outage 28 May 2026, 19:26 – 20:16 UTC · 50 min"], rows[1].QuerySelectorAll("li").Select(l => l.TextContent));
        Assert.Equal(["full", "degraded"], rows[0].QuerySelectorAll("rect").OrderBy(r => int.Parse(r.GetAttribute("x")!)).Select(r => r.ClassName));
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

    private static async Task Past(SitePage page, string title, long start, long lasts = 60) => _ = (await page.Events.Publish(new
    {
        is_retrospective = true, title, status = "resolved", start_at_seconds = start,
        updates = new[]
        {
            new { at_seconds = start, status = "investigating", component_changes = page.Events.Says((0, "degraded")) },
            new { at_seconds = start + lasts, status = "resolved", component_changes = page.Events.Says((0, "operational")) },
        },
    })).Data;
}
