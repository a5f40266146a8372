using System.Net;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The status page itself, as a visitor reads it.</summary>
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
    [InlineData("partial_outage", "Some services are partly out", "major")]
    [InlineData("full_outage", "Some services are out", "critical")]
    [InlineData("operational", "Services are operational; 1 event is open", "none")]
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
        Assert.Equal("Maintenance is under way", after.QuerySelector("main h1")!.TextContent);
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
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = page.Events.Components[1],
                            name = "Secret",
                            hide_all = true,
                        },
                    },
                }
            )
        ).Data;
        object[] secret = page.Events.Says((1, "full_outage"));
        await page.Events.Publish(
            new { updates = new[] { new { status = "investigating", component_changes = secret } } }
        );
        await page.Events.Publish(
            new { updates = new[] { new { status = "investigating", component_changes = secret } } }
        );

        var visit = await page.Visit();

        Assert.Equal("Services are operational; 2 events are open", visit.Html().QuerySelector("main h1")!.TextContent);
        Assert.Equal("Acme status: Services are operational; 2 events are open", visit.Html().Title);
        visit.DoesNotSay("Secret");
        (await page.Visit("?lang=zh")).Says("服务运行正常，有 2 个事件进行中");
        (await page.Visit("/banner.js")).DoesNotSay("createElement");
    }

    [Fact]
    public async Task A_section_s_uptime_tells_nothing_of_a_component_whose_own_is_hidden()
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "Shown", "Hidden", "Alone");
        var sections = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    sections = new[] { new { name = "Both" }, new { name = "HiddenOnly" } },
                }
            )
        ).Data["section_ids"]!
            .AsArray()
            .Select(id => id!.GetValue<string>())
            .ToArray();
        var since = Now - (100 * 86400);
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = page.Events.Components[0],
                            name = "Shown",
                            section_id = sections[0],
                            hide_uptime = false,
                            available_since_seconds = since,
                        },
                        new
                        {
                            component_id = page.Events.Components[1],
                            name = "Hidden",
                            section_id = sections[0],
                            hide_uptime = true,
                            available_since_seconds = since,
                        },
                        new
                        {
                            component_id = page.Events.Components[2],
                            name = "Alone",
                            section_id = sections[1],
                            hide_uptime = true,
                            available_since_seconds = since,
                        },
                    },
                }
            )
        ).Data;
        _ = (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title = "Broken disk",
                    status = "resolved",
                    start_at_seconds = Now - 86400,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 86400,
                            status = "investigating",
                            component_changes = page.Events.Says((1, "full_outage"), (2, "full_outage")),
                        },
                        new
                        {
                            at_seconds = Now - 86400 + 7200,
                            status = "resolved",
                            component_changes = page.Events.Says((1, "operational"), (2, "operational")),
                        },
                    },
                }
            )
        ).Data;

        var cards = (await page.Visit()).Html().QuerySelectorAll(".section");

        Assert.Equal("100 % uptime", cards[0].QuerySelector("header .percent")!.TextContent);
        Assert.Null(cards[1].QuerySelector(".percent"));
    }

    [Fact]
    public async Task The_bars_of_a_young_component_say_since_when_they_count()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        string Label(AngleSharp.Html.Dom.IHtmlDocument html) =>
            html.QuerySelector("svg.bars")!.GetAttribute("aria-label")!;
        Assert.Equal("API: nothing happened since counting began on 28 May 2026", Label((await page.Visit()).Html()));

        await Available(page, Now - (2 * 86400));
        await page.Events.Publish(
            new
            {
                start_at_seconds = Now - 60,
                updates = new[]
                {
                    new
                    {
                        at_seconds = Now - 60,
                        status = "investigating",
                        component_changes = page.Events.Says((0, "degraded")),
                    },
                },
            }
        );

        Assert.Equal(
            "API: 1 day with events since counting began on 26 May 2026, nothing on the others",
            Label((await page.Visit()).Html())
        );
        Assert.Equal(
            "API：自 2026年5月26日 开始统计以来，1 天有事件，其余日期无事件",
            Label((await page.Visit("?lang=zh")).Html())
        );
    }

    [Fact]
    public async Task Below_open_events_the_past_is_said_to_hold_nothing_else()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        string Past(AngleSharp.Html.Dom.IHtmlDocument html) =>
            html.QuerySelector("section[aria-labelledby=past] .quiet")!.TextContent;
        Assert.Equal("Nothing to report in the past two weeks.", Past((await page.Visit()).Html()));

        await page.Events.Publish();

        Assert.Equal("Nothing else to report in the past two weeks.", Past((await page.Visit()).Html()));
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
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = new[]
                    {
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
                        },
                    },
                }
            )
        ).Data;

        var html = (await page.Visit()).Html();

        Assert.Equal(["Sooner", "Later"], html.QuerySelectorAll(".section h3").Select(e => e.TextContent));
        Assert.Equal(
            ["API", "Web", "Net", "Tape", "Disk"],
            html.QuerySelectorAll(".component .title").Select(e => e.TextContent)
        );
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
        var id = (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title = "Broken disk",
                    status = "resolved",
                    start_at_seconds = Now - 86400,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - 86400,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "full_outage")),
                        },
                        new
                        {
                            at_seconds = Now - 86400 + 7200,
                            status = "resolved",
                            component_changes = page.Events.Says((0, "operational")),
                        },
                    },
                }
            )
        ).ChangeId();

        var html = (await page.Visit()).Html();

        var link = html.QuerySelector("svg.bars a")!;
        Assert.Equal($"{page.Path}/events/{id}", link.GetAttribute("href"));
        Assert.Equal("27 May 2026: Full outage, down 2 h · Broken disk", link.QuerySelector("title")!.TextContent);
        Assert.Equal("99.90 % uptime", html.QuerySelector(".percent")!.TextContent);
    }

    [Fact]
    public async Task Every_quiet_day_has_its_date_and_a_components_days_are_described_in_words_too()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Available(page, Now - (100 * 86400));
        foreach (var title in (string[])["Broken disk", "Broken cable"])
        {
            _ = (
                await page.Events.Publish(
                    new
                    {
                        is_retrospective = true,
                        title,
                        status = "resolved",
                        start_at_seconds = Now - (7 * 86400),
                        updates = new[]
                        {
                            new
                            {
                                at_seconds = Now - (7 * 86400),
                                status = "investigating",
                                component_changes = page.Events.Says((0, "full_outage")),
                            },
                            new
                            {
                                at_seconds = Now - (7 * 86400) + 3600,
                                status = "resolved",
                                component_changes = page.Events.Says((0, "operational")),
                            },
                        },
                    }
                )
            ).Data;
        }

        var html = (await page.Visit()).Html();

        var days = html.QuerySelectorAll("#days title").Select(t => t.TextContent).ToList();
        Assert.Equal((90, "28 Feb 2026: Operational", "28 May 2026: Operational"), (days.Count, days[0], days[^1]));
        Assert.Equal(
            "API: 1 day with events in the last 90 days, nothing on the others",
            html.QuerySelector("svg.bars")!.GetAttribute("aria-label")
        );
        Assert.Equal(
            "Web: nothing happened since counting began on 28 May 2026",
            html.QuerySelectorAll("svg.bars")[1].GetAttribute("aria-label")
        );
        var told = Assert.Single(html.QuerySelectorAll(".log li"));
        Assert.StartsWith("21 May 2026: Full outage, down 1 h", told.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(["Broken cable", "Broken disk"], told.QuerySelectorAll("a").Select(a => a.TextContent).Order());
        // A bar of several events leads to where they stand below each other.
        var link = html.QuerySelector("svg.bars a")!.GetAttribute("href")!.Split('#');
        Assert.NotNull((await SiteAnswer.Get(page.Api.Http, link[0])).Html().QuerySelector("#" + link[1]));
    }

    [Theory]
    [InlineData(40, 0, 0)]
    [InlineData(41, 2, 1)]
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

    [Fact]
    public async Task A_link_to_the_page_shows_its_state_and_leads_to_one_address()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var well = (await page.Visit("?lang=zh")).Html();
        await page.Events.Publish();
        var ill = (await page.Visit()).Html();

        string Meta(AngleSharp.Html.Dom.IHtmlDocument html, string name) =>
            html.QuerySelector($"meta[property='{name}'], meta[name='{name}']")!.GetAttribute("content")!;
        Assert.Equal("Acme status: Some services are degraded", Meta(ill, "og:title"));
        Assert.Equal("API is affected. Everything else is operational.", Meta(ill, "og:description"));
        Assert.Equal(
            ("index, follow", "noindex"),
            (
                Meta(ill, "robots"),
                Meta((await (await SitePage.Create(await frozen.NewAccount())).Visit("/history")).Html(), "robots")
            )
        );
        Assert.Equal(Meta(well, "og:url"), well.QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        Assert.NotEqual(Meta(well, "og:image"), Meta(ill, "og:image"));
        Assert.NotEqual(
            well.QuerySelector("link[rel=icon]")!.GetAttribute("href"),
            ill.QuerySelector("link[rel=icon]")!.GetAttribute("href")
        );
        var card = await SiteAnswer.Get(page.Api.Http, new Uri(Meta(ill, "og:image")).PathAndQuery);
        Assert.Equal(("image/png", "PNG"), (card.ContentType, System.Text.Encoding.ASCII.GetString(card.Bytes, 1, 3)));
    }

    [Theory]
    [InlineData("/s/missing-page", "text/html,*/*;q=0.8", "text/html")]
    [InlineData("/s/missing-page/history", "text/html", "text/html")]
    [InlineData("/s/missing-page/nothing", "text/html", "text/html")]
    [InlineData("/s/missing-page", "", "text/plain")]
    [InlineData("/s/missing-page/feed.rss", "application/rss+xml", "text/plain")]
    public async Task A_visitor_who_finds_nothing_gets_a_page_and_a_feed_reader_a_line(
        string path,
        string accepted,
        string type
    )
    {
        var answer = await SiteAnswer.Get(
            frozen.Server.Http,
            path + "?lang=zh",
            accepted.Length == 0 ? [] : [("Accept", accepted)]
        );

        Assert.Equal((HttpStatusCode.NotFound, type), (answer.Status, answer.ContentType));
        answer.Says("页面不存在");
    }

    [Fact]
    public async Task A_change_is_seen_by_the_very_next_visit()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        for (var i = 0; i < 10; i++)
        {
            _ = (
                await page.Api.Post(
                    "/status-page/change/update",
                    new
                    {
                        page_id = page.Events.PageId,
                        change_id = id,
                        title = $"Title {i} of it",
                    }
                )
            ).Data;
            foreach (
                var view in (string[])
                    ["", "/feed.rss", "/feed.atom", "/api/v2/summary.json", "/history", $"/events/{id}"]
            )
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

        // A page that takes the name now is found under it.
        var other = await SitePage.Create(await frozen.NewAccount(), "Other");
        await other.Set(new { url_name = page.Slug });
        (await page.Visit()).Says("Other");

        await other.Api.Post("/status-page/delete", new { page_id = other.Events.PageId });
        Assert.All(await Task.WhenAll(page.Visit(), page.Visit("/feed.rss"), page.Visit("/api/v2/status.json")), a =>
            Assert.Equal(HttpStatusCode.NotFound, a.Status)
        );
    }

    private static async Task Available(SitePage page, long since) =>
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = page.Events.Components[0],
                            name = "API",
                            available_since_seconds = since,
                        },
                    },
                }
            )
        ).Data;
}
