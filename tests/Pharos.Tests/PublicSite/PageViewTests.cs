using System.Net;
using Pharos.Tests.Api.StatusPage;
using Pharos.Tests.Support;

namespace Pharos.Tests.PublicSite;

/// <summary>The status page itself, as a visitor reads it.</summary>
public sealed class PageViewTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task While_nothing_is_wrong_the_page_says_so()
    {
        var page = await SitePage.Create(await frozen.NewAccount());

        var html = (await page.Visit()).Html();

        Assert.Equal("All services are operational", html.QuerySelector("main h1")!.TextContent);
        Assert.Equal("status", html.QuerySelector("#state")!.GetAttribute("role"));
        Assert.Equal(["API", "Web"], html.QuerySelectorAll(".component .title").Select(e => e.TextContent));
        Assert.Null(html.QuerySelector("#open"));
    }

    [Theory]
    [InlineData("degraded", "Some services are degraded", "minor")]
    [InlineData("partial_outage", "Some services are partly out", "major")]
    [InlineData("full_outage", "Some services are out", "critical")]
    [InlineData("operational", "All services are operational", "none")]
    public async Task An_incident_shows_in_words_and_as_indicator(string status, string words, string indicator)
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Publish(new { updates = new[] { new { status = "investigating", component_changes = page.Events.Says((0, status)) } } });

        var visit = await page.Visit();

        Assert.Equal(words, visit.Html().QuerySelector("main h1")!.TextContent);
        Assert.Equal(indicator, (await page.Json("status.json"))["status"]!["indicator"]!.GetValue<string>());
        Assert.Equal("Slow answers", visit.Html().QuerySelector("article.event h3")!.TextContent);
    }

    [Fact]
    public async Task A_maintenance_shows_only_once_it_is_under_way()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Announce(Now + 3600, new { close_at_seconds = Now + 7200 })).ChangeId();
        var before = (await page.Visit()).Html();
        Assert.Equal("All services are operational", before.QuerySelector("main h1")!.TextContent);
        Assert.Equal("New disks", before.QuerySelector("section[aria-labelledby=planned] h3")!.TextContent);

        await page.Events.Update(id, "ongoing", Now);

        var after = (await page.Visit()).Html();
        Assert.Equal("Maintenance is under way", after.QuerySelector("main h1")!.TextContent);
        Assert.Null(after.QuerySelector("#planned"));
        Assert.Equal("maintenance", (await page.Json("status.json"))["status"]!["indicator"]!.GetValue<string>());
    }

    [Fact]
    public async Task Open_events_come_newest_first_and_so_do_their_updates()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        foreach (var (title, start) in new[] { ("Second", Now - 200), ("Third", Now - 300), ("First", Now - 100) })
            await page.Events.Publish(new { title, start_at_seconds = start, updates = new[] { new { at_seconds = start, status = "investigating", component_changes = page.Events.Says((0, "degraded")) } } });
        var third = (await page.Api.Get("/status-page/change/active/list", ("page_id", page.Events.PageId), ("type", "incident"))).Data["items"]!.AsArray()
            .Single(i => i!["title"]!.GetValue<string>() == "Third")!["change_id"]!.GetValue<long>();
        await page.Events.Update(third, "identified", Now - 50);

        var html = (await page.Visit()).Html();

        Assert.Equal(["First", "Second", "Third"], html.QuerySelectorAll("article.event h3").Select(e => e.TextContent));
        Assert.Equal(["Identified", "Investigating"], html.QuerySelectorAll("article.event")[2].QuerySelectorAll(".timeline strong").Select(e => e.TextContent));
    }

    [Fact]
    public async Task Sections_hold_their_components_in_order()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var ids = (await page.Api.Post("/status-page/section/upsert", new
        {
            page_id = page.Events.PageId, sections = new[] { new { name = "Later", order_id = 2 }, new { name = "Sooner", order_id = 1 } },
        })).Data["section_ids"]!.AsArray().Select(id => id!.GetValue<string>()).ToArray();
        _ = (await page.Api.Post("/status-page/component/upsert", new
        {
            page_id = page.Events.PageId,
            components = new[] { new { name = "Disk", section_id = ids[0], order_id = 2 }, new { name = "Tape", section_id = ids[0], order_id = 1 }, new { name = "Net", section_id = ids[1], order_id = 9 } },
        })).Data;

        var html = (await page.Visit()).Html();

        Assert.Equal(["Sooner", "Later"], html.QuerySelectorAll(".section h3").Select(e => e.TextContent));
        Assert.Equal(["API", "Web", "Net", "Tape", "Disk"], html.QuerySelectorAll(".component .title").Select(e => e.TextContent));
    }

    [Theory]
    [InlineData("chart_and_percentage", true, true)]
    [InlineData("chart", true, false)]
    [InlineData("none", false, false)]
    public async Task Uptime_shows_as_the_page_wants_it(string mode, bool bars, bool percentage)
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Set(new { display_uptime_mode = mode });

        var html = (await page.Visit()).Html();

        Assert.Equal(bars ? 2 : 0, html.QuerySelectorAll("svg.bars").Length);
        Assert.Equal(percentage ? 2 : 0, html.QuerySelectorAll(".percent").Length);
        Assert.Equal(bars, html.QuerySelector(".note") is not null);
    }

    [Fact]
    public async Task A_day_on_which_something_happened_is_a_link_that_says_what()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Available(page, Now - (100 * 86400));
        var id = (await page.Events.Publish(new
        {
            is_retrospective = true, title = "Broken disk", status = "resolved", start_at_seconds = Now - 86400,
            updates = new[]
            {
                new { at_seconds = Now - 86400, status = "investigating", component_changes = page.Events.Says((0, "full_outage")) },
                new { at_seconds = Now - 86400 + 7200, status = "resolved", component_changes = page.Events.Says((0, "operational")) },
            },
        })).ChangeId();

        var html = (await page.Visit()).Html();

        var link = html.QuerySelector("svg.bars a")!;
        Assert.Equal($"{page.Path}/events/{id}", link.GetAttribute("href"));
        Assert.Equal("27 May 2026: Full outage, down 2 h · Broken disk", link.GetAttribute("aria-label"));
        Assert.Equal("99.90 % uptime", html.QuerySelector(".percent")!.TextContent);
    }

    [Fact]
    public async Task A_change_is_seen_by_the_very_next_visit()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        for (var i = 0; i < 10; i++)
        {
            _ = (await page.Api.Post("/status-page/change/update", new { page_id = page.Events.PageId, change_id = id, title = $"Title {i} of it" })).Data;
            foreach (var view in (string[])["", "/feed.rss", "/feed.atom", "/api/v2/summary.json", "/history", $"/events/{id}"])
                (await page.Visit(view)).Says($"Title {i} of it");
        }
    }

    [Fact]
    public async Task A_page_that_is_renamed_or_deleted_is_gone_from_its_old_name_at_once()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var moved = page.Slug + "-moved";
        (await page.Visit()).Html();
        await page.Set(new { url_name = moved });
        Assert.Equal(HttpStatusCode.OK, (await SiteAnswer.Get(page.Api.Http, "/s/" + moved)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await page.Visit()).Status);

        // Whoever takes the name now is found under it.
        var other = await SitePage.Create(await frozen.NewAccount(), "Other");
        await other.Set(new { url_name = page.Slug });
        (await page.Visit()).Says("Other");

        await other.Api.Post("/status-page/delete", new { page_id = other.Events.PageId });
        Assert.All(await Task.WhenAll(page.Visit(), page.Visit("/feed.rss"), page.Visit("/api/v2/status.json")), a => Assert.Equal(HttpStatusCode.NotFound, a.Status));
    }

    private static async Task Available(SitePage page, long since) => _ = (await page.Api.Post("/status-page/component/upsert", new
    {
        page_id = page.Events.PageId, components = new[] { new { component_id = page.Events.Components[0], name = "API", available_since_seconds = since } },
    })).Data;
}
