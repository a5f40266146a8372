using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The past by month, and the page of an event.</summary>
[FullOnPostgres]
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
        Assert.Equal(
            (page.Path + "/history/2026-02", null),
            (
                may.QuerySelector("a[rel=prev]")?.GetAttribute("href"),
                may.QuerySelector("a[rel=next]")?.GetAttribute("href")
            )
        );
        Assert.Equal("In February", Assert.Single(february.QuerySelectorAll("article.line h3")).TextContent);
        Assert.Equal(
            (page.Path + "/history/2023-09", page.Path + "/history/2026-05"),
            (
                february.QuerySelector("a[rel=prev]")?.GetAttribute("href"),
                february.QuerySelector("a[rel=next]")?.GetAttribute("href")
            )
        );
        Assert.Empty(empty.QuerySelectorAll("article.line"));
        Assert.Equal("No incidents or maintenance this month.", empty.QuerySelector(".quiet")!.TextContent);
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

        Assert.Equal(
            "Over the turn of the month",
            may.QuerySelector("section[aria-labelledby=before] h3")!.TextContent
        );
        Assert.Equal(["1", "2"], may.QuerySelectorAll("td.has .number").Select(e => e.TextContent));
        Assert.Equal(
            ["29", "30"],
            (await page.Visit("/history/2026-04")).Html().QuerySelectorAll("td.has .number").Select(e => e.TextContent)
        );
        Assert.Empty((await page.Visit("/history")).Html().QuerySelectorAll("#d1"));
    }

    [Fact]
    public async Task Each_event_of_a_day_in_the_calendar_is_a_link_to_itself()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        for (var i = 0; i < 5; i++)
            await Past(page, $"Number {i}", Now - Day + (60 * i));

        var html = (await page.Visit("/history")).Html();

        var links = html.QuerySelectorAll("td.has a")
            .Select(a => html.QuerySelector(a.GetAttribute("href")! + " h3")!.TextContent);
        Assert.Equal(["Number 0", "Number 1", "Number 2", "Number 3"], links);
        Assert.Equal("+2 more", html.QuerySelector("td.has a.more")!.TextContent);
    }

    [Fact]
    public async Task Months_before_the_first_event_and_after_the_last_are_not_there()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "In February", Now - (100 * Day));
        // From 25 July to 1 August 2026.
        await page.Events.Announce(1_785_000_000, new { close_at_seconds = 1_785_600_000 });

        foreach (
            var (month, status) in new[]
            {
                ("1970-05", 404),
                ("2026-01", 404),
                ("2026-02", 200),
                ("2026-04", 200),
                ("2026-05", 200),
                ("2026-06", 200),
                ("2026-07", 200),
                ("2026-08", 200),
                ("2026-09", 404),
                ("9998-12", 404),
            }
        )
            Assert.Equal((month, status), (month, (int)(await page.Visit("/history/" + month)).Status));
        var quiet = await SitePage.Create(await frozen.NewAccount());
        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.NotFound),
            ((await quiet.Visit("/history/2026-05")).Status, (await quiet.Visit("/history/2026-04")).Status)
        );
    }

    [Fact]
    public async Task An_event_in_a_far_year_adds_no_years_beyond_the_next()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Announce(Now + Day)).ChangeId();
        await Redate(id, new DateTimeOffset(2160, 6, 15, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        await page.Set(new { page_header = "Read again." });

        var years = (await page.Visit("/history")).Html().QuerySelectorAll(".years a").Select(y => y.TextContent);

        Assert.Equal(["2027", "2026"], years);
        int[] found = await Task.WhenAll(
            ((string[])["2027-12", "2028-01", "2160-06", "2160-07"]).Select(async m =>
                (int)(await page.Visit("/history/" + m)).Status
            )
        );
        Assert.Equal([200, 404, 200, 404], found);
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
        var id = (
            await page.Events.Publish(
                new
                {
                    start_at_seconds = Now - 7200,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 7200,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "full_outage")),
                        },
                    },
                }
            )
        ).ChangeId();
        await page.Events.Update(id, "identified", Now - 3600, (0, "degraded"), (1, "partial_outage"));
        await page.Events.Update(id, "resolved", Now - 600, (0, "operational"), (1, "operational"));

        var rows = (await page.Visit($"/events/{id}")).Html().QuerySelectorAll("table.courses tbody tr");

        Assert.Equal(["API", "Web"], rows.Select(r => r.QuerySelector("th")!.TextContent));
        Assert.Equal(
            [
                "Full outage 28 May 2026, 18:26 – 19:26 UTC · 1 hour",
                "Degraded 28 May 2026, 19:26 – 20:16 UTC · 50 minutes",
            ],
            rows[0].QuerySelectorAll("li").Select(l => l.TextContent)
        );
        Assert.Equal(
            [
                "Operational 28 May 2026, 18:26 – 19:26 UTC · 1 hour",
                "Partial outage 28 May 2026, 19:26 – 20:16 UTC · 50 minutes",
            ],
            rows[1].QuerySelectorAll("li").Select(l => l.TextContent)
        );
        Assert.Equal(
            ["full", "degraded"],
            rows[0].QuerySelectorAll("rect").OrderBy(r => int.Parse(r.GetAttribute("x")!)).Select(r => r.ClassName)
        );
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
        Assert.Equal(
            ["Resolved", "Identified", "Investigating"],
            html.QuerySelectorAll(".timeline strong").Select(e => e.TextContent)
        );
        Assert.Equal("Web: Partial outage", html.GetElementById(second)!.QuerySelector(".fact")!.TextContent);
        Assert.NotNull(html.QuerySelector($"a[href='#{second}']"));
        Assert.NotNull(html.QuerySelector($"a[href='{page.Path}/events/{id}/feed.atom']"));
    }

    [Fact]
    public async Task An_event_s_description_stands_below_its_title_unless_its_first_update_says_the_same()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var told = (await page.Events.Publish(new { description = "About **8 %** of requests fail." })).ChangeId();
        var same = (await page.Events.Publish(new { description = " We are looking. " })).ChangeId();

        var introduction = (await page.Visit($"/events/{told}")).Html().QuerySelector(".introduction")!;

        Assert.Equal(
            ("About 8 % of requests fail.", "8 %"),
            (introduction.TextContent.Trim(), introduction.QuerySelector("strong")!.TextContent)
        );
        Assert.Null((await page.Visit($"/events/{same}")).Html().QuerySelector(".introduction"));
    }

    [Theory]
    [InlineData(10, 1630, "lasted 27 minutes")] // 19:10:10 to 19:37:20.
    [InlineData(59, 1620, "lasted 27 minutes")]
    [InlineData(0, 1679, "lasted 27 minutes")]
    [InlineData(5, 7200, "lasted 2 hours")]
    public async Task How_long_an_event_took_is_what_its_two_times_say(int second, int lasts, string said)
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Past(page, "Took long", Now - (Now % 60) - Day + second, lasts);

        (await page.Visit("/history")).Says(said);
    }

    [Fact]
    public async Task Linked_events_lead_to_each_other()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var first = (await page.Events.Publish(new { title = "The first" })).ChangeId();
        var second = (
            await page.Events.Publish(new { title = "The second", linked_changes = new[] { first.ToString() } })
        ).ChangeId();

        foreach (var (from, to, title) in new[] { (first, second, "The second"), (second, first, "The first") })
        {
            var link = (await page.Visit($"/events/{from}"))
                .Html()
                .QuerySelector("section[aria-labelledby=linked] h3 a")!;
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
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await SitePage.Create(await frozen.NewAccount())).Visit(view)).Status
        );

    /// <summary>As a backup or an older program may have left it: the API takes no such times.</summary>
    private async Task Redate(long changeId, long start)
    {
        await using var db = await frozen.Server.Store.Databases.CreateDbContextAsync();
        await db
            .Changes.Where(c => c.ChangeId == changeId)
            .ExecuteUpdateAsync(set =>
                set.SetProperty(c => c.StartAt, start).SetProperty(c => c.Revision, c => c.Revision + 1)
            );
    }

    private static async Task Past(SitePage page, string title, long start, long lasts = 60) =>
        _ = (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title,
                    status = "resolved",
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "degraded")),
                        },
                        new
                        {
                            at_seconds = start + lasts,
                            status = "resolved",
                            component_changes = page.Events.Says((0, "operational")),
                        },
                    },
                }
            )
        ).Data;
}
