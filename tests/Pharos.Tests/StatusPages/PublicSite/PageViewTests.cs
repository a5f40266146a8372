using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The state, the open changes and the sections of a page, as a visitor reads them.</summary>
[FullOnPostgres]
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
    [InlineData("partial_outage", "Some services are partially down", "major")]
    [InlineData("full_outage", "Some services are down", "critical")]
    [InlineData("operational", "All services are operational, with 1 active event", "none")]
    public async Task An_incident_shows_in_words_and_as_indicator(string status, string words, string indicator)
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await page.Events.Publish(
            new
            {
                updates = new[] { new { status = "investigating", component_changes = page.Events.Says((0, status)) } },
            }
        );

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
        Assert.Equal("Maintenance in progress", after.QuerySelector("main h1")!.TextContent);
        Assert.Null(after.QuerySelector("#planned"));
        Assert.Equal("maintenance", (await page.Json("status.json"))["status"]!["indicator"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_incident_dated_ahead_is_not_open_before_its_time()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        _ = (
            await page.Events.Publish(
                new
                {
                    start_at_seconds = Now + 600,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now + 600,
                            status = "investigating",
                            description = "We will look.",
                            component_changes = page.Events.Says((0, "degraded")),
                        },
                    },
                }
            )
        ).Data;

        var html = (await page.Visit()).Html();

        Assert.Equal(
            ("All services are operational", null),
            (html.QuerySelector("main h1")!.TextContent, html.QuerySelector("#open"))
        );
        var planned = html.QuerySelector("section[aria-labelledby=planned] article")!;
        Assert.Equal("Thu 28 May 2026, 20:36 UTC", planned.QuerySelectorAll(".fact")[^1].TextContent);
        Assert.Empty((await page.Json("incidents/unresolved.json"))["incidents"]!.AsArray());
        Assert.Empty((await page.Json("summary.json"))["incidents"]!.AsArray());
        (await page.Visit("/banner.js")).DoesNotSay("createElement");
        var feed = System.Xml.Linq.XDocument.Parse((await page.Visit("/feed.atom")).Text);
        var times = feed.Descendants()
            .Where(e => e.Name.LocalName is "updated" or "published")
            .Select(e =>
                DateTimeOffset.Parse(e.Value, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds()
            )
            .ToList();
        Assert.Equal(3, times.Count);
        Assert.All(times, time => Assert.True(time <= Now, $"{time - Now} s ahead"));
    }

    [Fact]
    public async Task An_event_of_hidden_components_alone_is_open_without_a_word_of_them_and_troubles_no_other_site()
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "Visible", "Secret");
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[1],
                name = "Secret",
                hide_all = true,
            }
        );
        object[] secret = page.Events.Says((1, "full_outage"));
        await page.Events.Publish(
            new { updates = new[] { new { status = "investigating", component_changes = secret } } }
        );
        await page.Events.Publish(
            new { updates = new[] { new { status = "investigating", component_changes = secret } } }
        );

        var visit = await page.Visit();

        Assert.Equal(
            "All services are operational, with 2 active events",
            visit.Html().QuerySelector("main h1")!.TextContent
        );
        Assert.Equal("Acme status: All services are operational, with 2 active events", visit.Html().Title);
        visit.DoesNotSay("Secret");
        (await page.Visit("?lang=zh")).Says("所有服务运行正常，有 2 个进行中的事件");
        (await page.Visit("/banner.js")).DoesNotSay("createElement");
    }

    [Fact]
    public async Task Below_open_events_the_past_is_said_to_hold_nothing_else()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        string Past(AngleSharp.Html.Dom.IHtmlDocument html) =>
            html.QuerySelector("section[aria-labelledby=past] .quiet")!.TextContent;
        Assert.Equal("No incidents or maintenance in the last 14 days.", Past((await page.Visit()).Html()));

        await page.Events.Publish();

        Assert.Equal("No other incidents or maintenance in the last 14 days.", Past((await page.Visit()).Html()));
    }

    [Fact]
    public async Task A_card_shows_the_description_where_the_newest_update_says_nothing()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        object[] says = page.Events.Says((0, "degraded"));
        await page.Events.Publish(
            new
            {
                description = "About **8 %** of requests fail.",
                updates = new[] { new { status = "investigating", component_changes = says } },
            }
        );

        Assert.Equal(
            "About 8 % of requests fail.",
            (await page.Visit()).Html().QuerySelector("article.event .timeline .text")!.TextContent
        );
    }

    [Fact]
    public async Task Open_events_come_newest_first_and_so_do_their_updates()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        foreach (var (title, start) in new[] { ("Second", Now - 200), ("Third", Now - 300), ("First", Now - 100) })
            await page.Events.Publish(
                new
                {
                    title,
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "degraded")),
                        },
                    },
                }
            );
        var third = (
            await page.Api.Get("/status-page/change/active/list", ("page_id", page.Events.PageId), ("type", "incident"))
        ).Data["items"]!
            .AsArray()
            .Single(i => i!["title"]!.GetValue<string>() == "Third")!["change_id"]!.GetValue<long>();
        await page.Events.Update(third, "identified", Now - 50);

        var html = (await page.Visit()).Html();

        Assert.Equal(
            ["First", "Second", "Third"],
            html.QuerySelectorAll("article.event h3").Select(e => e.TextContent)
        );
        Assert.Equal(
            ["Identified", "Investigating"],
            html.QuerySelectorAll("article.event")[2].QuerySelectorAll(".timeline strong").Select(e => e.TextContent)
        );
    }

    [Fact]
    public async Task Sections_hold_their_components_in_order()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var ids = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    sections = new[] { new { name = "Later", order_id = 2 }, new { name = "Sooner", order_id = 1 } },
                }
            )
        ).Data["section_ids"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .ToArray();
        await page.SetComponents(
            new
            {
                name = "Disk",
                section_id = ids[0],
                order_id = 2,
            },
            new
            {
                name = "Tape",
                section_id = ids[0],
                order_id = 1,
            },
            new
            {
                name = "Net",
                section_id = ids[1],
                order_id = 9,
            }
        );

        var html = (await page.Visit()).Html();

        Assert.Equal(["Sooner", "Later"], html.QuerySelectorAll(".section h3").Select(e => e.TextContent));
        Assert.Equal(
            ["API", "Web", "Net", "Tape", "Disk"],
            html.QuerySelectorAll(".component .title").Select(e => e.TextContent)
        );
    }

    [Theory]
    [InlineData(20, 0, 0)]
    [InlineData(21, 3, 2)]
    public async Task On_a_long_page_sections_in_which_all_is_well_are_folded_and_no_others(
        int components,
        int foldable,
        int folded
    )
    {
        var page = await SitePage.Create(
            await frozen.NewAccount(),
            [.. Enumerable.Range(1, components).Select(i => $"Service {i}")]
        );
        var sections = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new { page_id = page.Events.PageId, sections = new[] { new { name = "Well" }, new { name = "Ill" } } }
            )
        ).Data["section_ids"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .ToArray();
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = sections.Select(
                        (id, i) =>
                            new
                            {
                                component_id = page.Events.Components[i],
                                name = $"Service {i + 1}",
                                section_id = id,
                            }
                    ),
                }
            )
        ).Data;
        await page.Events.Publish(
            new
            {
                updates = new[]
                {
                    new { status = "investigating", component_changes = page.Events.Says((1, "degraded")) },
                },
            }
        );

        var html = (await page.Visit()).Html();

        Assert.Equal(
            (foldable, folded),
            (
                html.QuerySelectorAll("details.section").Length,
                html.QuerySelectorAll("details.section:not([open])").Length
            )
        );
        Assert.DoesNotContain(
            "Degraded",
            string.Concat(html.QuerySelectorAll("details.section:not([open])").Select(d => d.TextContent)),
            StringComparison.Ordinal
        );
        Assert.Equal(components, html.QuerySelectorAll(".component").Length);
    }
}
