using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The uptime bars and percentages of a page, as a visitor reads them.</summary>
[FullOnPostgres]
public sealed class UptimeViewTests(FrozenServer frozen)
{
    private const long Now = FrozenServer.Now;

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
        await page.SetComponents(
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
            }
        );
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

        Assert.Equal("100% uptime", cards[0].QuerySelector("header .percent")!.TextContent);
        Assert.Null(cards[1].QuerySelector(".percent"));
    }

    [Fact]
    public async Task The_bars_of_a_young_component_say_since_when_they_count()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        string Label(AngleSharp.Html.Dom.IHtmlDocument html) =>
            html.QuerySelector("svg.bars")!.GetAttribute("aria-label")!;
        Assert.Equal("API: no incidents since 28 May 2026", Label((await page.Visit()).Html()));

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
            "API: 1 day with incidents since 26 May 2026; no other incidents",
            Label((await page.Visit()).Html())
        );
        Assert.Equal(
            "API：自 2026年5月26日 以来，1 天有故障，其余日期无故障",
            Label((await page.Visit("?lang=zh")).Html())
        );
    }

    [Theory]
    [InlineData(60, "–Uptime is shown after the first full day", null)]
    [InlineData(86399, "–Uptime is shown after the first full day", null)]
    [InlineData(86400, "99.93% uptime", "99.93% uptime")]
    public async Task A_percentage_shows_after_the_first_full_day(long age, string component, string? section)
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "API");
        var id = await page.AddSection("Core");
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                section_id = id,
                available_since_seconds = Now - age,
            }
        );
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
                        component_changes = page.Events.Says((0, "partial_outage")),
                    },
                },
            }
        );

        var html = (await page.Visit()).Html();

        Assert.Equal(component, html.QuerySelector(".component .percent")!.TextContent);
        Assert.Equal(section, html.QuerySelector("header .percent")?.TextContent);
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
        Assert.Equal(
            "27 May 2026: Full outage, 2 hours of downtime · Broken disk",
            link.QuerySelector("title")!.TextContent
        );
        var day = html.QuerySelector(link.GetAttribute("href")!)!;
        Assert.StartsWith(
            "27 May 2026: Full outage, 2 hours of downtime",
            day.TextContent.Trim(),
            StringComparison.Ordinal
        );
        Assert.Equal($"{page.Path}/events/{id}", day.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("99.90% uptime", html.QuerySelector(".percent")!.TextContent);
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
            "API: 1 day with incidents in the last 90 days; no other incidents",
            html.QuerySelector("svg.bars")!.GetAttribute("aria-label")
        );
        Assert.Equal(
            "Web: no incidents since 28 May 2026",
            html.QuerySelectorAll("svg.bars")[1].GetAttribute("aria-label")
        );
        var told = Assert.Single(html.QuerySelectorAll(".log li"));
        Assert.StartsWith(
            "21 May 2026: Full outage, 1 hour of downtime",
            told.TextContent.Trim(),
            StringComparison.Ordinal
        );
        Assert.Equal(["Broken cable", "Broken disk"], told.QuerySelectorAll("a").Select(a => a.TextContent).Order());
        Assert.Same(told, html.QuerySelector(html.QuerySelector("svg.bars a")!.GetAttribute("href")!));
    }

    private static async Task Available(SitePage page, long since) =>
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                available_since_seconds = since,
            }
        );
}
