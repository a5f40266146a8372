using AngleSharp.Dom;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>How much of its components a page shows at once.</summary>
[FullOnPostgres]
public sealed class FoldingTests(FrozenServer frozen, Browser chromium)
{
    private const long Now = FrozenServer.Now;

    [Theory]
    [InlineData(8, 8, 0)]
    [InlineData(9, 1, 1)]
    public async Task On_a_short_page_all_components_show_their_days_and_on_others_those_with_problems(
        int components,
        int open,
        int barsOfSections
    )
    {
        var page = await Create(components);
        await page.Events.Publish();

        var html = (await page.Visit()).Html();

        Assert.Equal(components, html.QuerySelectorAll("details.component").Length);
        Assert.Equal(open, html.QuerySelectorAll("details.component[open]").Length);
        Assert.Equal("Degraded", html.QuerySelector("details.component[open] .stand span")!.TextContent);
        Assert.Equal(barsOfSections, html.QuerySelectorAll(".section > header .bars").Length);
    }

    [Fact]
    public async Task The_bar_of_a_section_shows_the_worst_of_its_components_on_each_day()
    {
        var page = await Create(9);
        await page.SetComponents([
            .. page.Events.Components.Select(
                (id, i) =>
                    new
                    {
                        component_id = id,
                        name = $"Service {i}",
                        available_since_seconds = Now - (100 * 86400),
                    }
            ),
        ]);
        await Past(page, 10, (0, "degraded"), (1, "full_outage"));
        await Past(page, 20, (2, "degraded"));

        var bar = (await page.Visit()).Html().QuerySelector(".section > header .bars")!;

        Assert.Equal(
            ["18 May 2026: Full outage", "8 May 2026: Degraded"],
            bar.QuerySelectorAll(".hit title").Select(t => t.TextContent).Order(StringComparer.Ordinal)
        );
        Assert.Equal("true", bar.GetAttribute("aria-hidden"));
        Assert.Empty(bar.QuerySelectorAll("a"));
    }

    [Fact]
    public async Task On_a_long_page_what_is_well_next_to_a_problem_is_folded_and_can_be_opened()
    {
        var page = await Create(30);
        await page.Events.Publish();

        var html = (await page.Visit()).Html();

        var section = html.QuerySelector("details.section[open]")!;
        Assert.Equal(
            "Service 0",
            Assert.Single(section.Children, c => c.Matches("details.component")).QuerySelector(".title")!.TextContent
        );
        var rest = section.QuerySelector("details.rest:not([open])")!;
        Assert.Equal("29 operational components", rest.QuerySelector("summary")!.TextContent);
        Assert.Equal(29, rest.QuerySelectorAll(".component").Length);
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task A_hundred_components_fit_on_three_screens_and_the_past_begins_within_two()
    {
        var page = await Create(100);
        await page.Events.Publish();
        foreach (var (width, height) in new[] { (1280, 900), (390, 844) })
        {
            await using var profile = await chromium.NewProfile(frozen.Server, width, height);
            var tab = await profile.NewPageAsync();
            await tab.GotoAsync(page.Path);

            Task<int> Top(string selector) =>
                tab.EvaluateAsync<int>($"Math.round(document.querySelector('{selector}').getBoundingClientRect().top)");
            Assert.InRange(await Top("#past"), 0, 2 * height);
            Assert.InRange(await tab.EvaluateAsync<int>("document.documentElement.scrollHeight"), 0, 3 * height);
        }
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task A_component_that_breaks_while_the_page_is_open_opens_and_what_the_visitor_opened_stays_open()
    {
        var page = await Create(9);
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        await tab.Clock.InstallAsync();
        await tab.GotoAsync(page.Path);
        Assert.Equal(0, await tab.Locator("details.component[open]").CountAsync());
        await tab.Locator("details.component > summary").Nth(5).ClickAsync();

        await page.Events.Publish();
        await tab.Clock.FastForwardAsync(61_000);
        await tab.Locator("#open").WaitForAsync();

        Assert.Equal(
            ["Service 0", "Service 5"],
            await tab.Locator("details.component[open] .title").AllInnerTextsAsync()
        );
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task A_phone_shows_the_last_thirty_days()
    {
        var page = await Create(1);
        await using var profile = await chromium.NewProfile(frozen.Server, 390, 844);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync(page.Path);

        var window = (await tab.Locator(".window").First.BoundingBoxAsync())!;
        var bars = (await tab.Locator(".window .bars").First.BoundingBoxAsync())!;

        Assert.Equal(window.X + window.Width, bars.X + bars.Width, 0.5);
        // 30 bars and the 29 gaps between them.
        Assert.Equal(window.Width, bars.Width * 297 / 897, 0.5);
        Assert.True(await tab.GetByText("30 days ago").First.IsVisibleAsync());
        Assert.False(await tab.GetByText("90 days ago").First.IsVisibleAsync());
    }

    private async Task<SitePage> Create(int components) =>
        await SitePage.Create(
            await frozen.NewAccount(),
            [.. Enumerable.Range(0, components).Select(i => $"Service {i}")]
        );

    private static async Task Past(SitePage page, int daysAgo, params (int Component, string Status)[] changes)
    {
        var start = Now - (daysAgo * 86400);
        _ = (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    status = "resolved",
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            component_changes = page.Events.Says(changes),
                        },
                        new
                        {
                            at_seconds = start + 600,
                            status = "resolved",
                            component_changes = page.Events.Says([
                                .. changes.Select(c => (c.Component, "operational")),
                            ]),
                        },
                    },
                }
            )
        ).Data;
    }
}
