using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>The public page in a real browser.</summary>
[Trait("Runs", "Once")]
public sealed class VisitorBrowserTests(FrozenServer frozen, Browser chromium)
{
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task The_whole_page_is_one_request_and_complains_of_nothing()
    {
        var page = await Troubled();
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        List<string> requests = [],
            complaints = [];
        tab.Request += (_, request) => requests.Add(request.Url);
        tab.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [message.Text] : []);

        await tab.GotoAsync(page.Path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        await tab.Locator(".bars").First.HoverAsync();

        Assert.Equal(
            new Uri(frozen.Server.Address, page.Path).ToString(),
            Assert.Single(requests, r => !r.StartsWith("data:", StringComparison.Ordinal))
        );
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Without_scripts_everything_is_there()
    {
        var page = await Troubled();
        await using var profile = await chromium.NewProfile(frozen.Server, scripts: false);
        var tab = await profile.NewPageAsync();

        await tab.GotoAsync(page.Path);

        Assert.Equal("Some services are partially down", await tab.Locator("#state h1").InnerTextAsync());
        // A click on a day opens it in the list below.
        var day = tab.Locator(".bars").First.Locator("a").Last;
        Assert.False(await tab.Locator(".log li").First.IsVisibleAsync());
        await day.ClickAsync();
        Assert.True(await tab.Locator(".log li").First.IsVisibleAsync());
        await tab.Locator(".log a", new() { HasText = "Slow answers" }).First.ClickAsync();
        Assert.Equal("Slow answers", await tab.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task A_visitor_sees_the_pages_time_with_the_local_time_next_to_it()
    {
        var page = await Troubled();
        await using var profile = await chromium.NewProfile(frozen.Server, zone: "Asia/Shanghai");
        var tab = await profile.NewPageAsync();

        await tab.GotoAsync(page.Path);

        Assert.Equal("20:26 UTC", await tab.Locator(".timeline time").First.InnerTextAsync());
        Assert.Contains(
            "04:26",
            await tab.Locator(".timeline time").First.GetAttributeAsync("title"),
            StringComparison.Ordinal
        );
        var planned = tab.Locator("section[aria-labelledby=planned] .facts");
        Assert.Contains("Thu 28 May 2026, 21:26 – 22:26 UTC", await planned.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Matches(@"May 29, 2026, 0?5:26.*0?6:26\sAM your time", await planned.InnerTextAsync());
    }

    [Fact]
    public async Task Each_bar_says_its_day_under_the_pointer()
    {
        var page = await Troubled();
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync(page.Path);
        var bars = tab.Locator(".bars").First;
        var box = (await bars.BoundingBoxAsync())!;

        async Task<string> Says(int daysAgo)
        {
            await tab.Mouse.MoveAsync(box.X + (box.Width * (89.5f - daysAgo) / 90), box.Y + (box.Height / 2));
            return await tab.Locator(".tip").InnerTextAsync();
        }

        Assert.StartsWith("28 May 2026: Partial outage", await Says(0), StringComparison.Ordinal);
        Assert.Contains("Slow answers", await Says(0), StringComparison.Ordinal);
        Assert.Equal("26 May 2026: Operational", await Says(2));
        Assert.Equal("No data yet", await Says(60));
        await tab.Keyboard.PressAsync("Escape");
        Assert.True(await tab.Locator(".tip").IsHiddenAsync());
    }

    [Fact]
    public async Task An_open_page_renews_itself_without_taking_anything_away_from_who_reads_it()
    {
        var page = await Troubled();
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        await tab.Clock.InstallAsync();
        await tab.GotoAsync(page.Path);
        // The live region must stay the same element: a new one is not read out.
        await tab.EvaluateAsync("document.getElementById('state').mark = 1");
        var summary = tab.Locator("summary", new() { HasText = "1 day with incidents" }).First;
        await summary.FocusAsync();
        await summary.PressAsync("Enter");
        var icon = await tab.Locator("link[rel=icon]").GetAttributeAsync("href");

        await page.Events.Publish(
            new
            {
                title = "And now this",
                updates = new[]
                {
                    new { status = "investigating", component_changes = page.Events.Says((1, "full_outage")) },
                },
            }
        );
        await tab.Clock.FastForwardAsync(61_000);
        await tab.Locator("h3", new() { HasText = "And now this" }).First.WaitForAsync();

        Assert.Equal("Some services are down", await tab.Locator("#state[role=status] h1").InnerTextAsync());
        Assert.Equal(1, await tab.EvaluateAsync<int>("document.getElementById('state').mark"));
        Assert.Equal("Acme status: Some services are down", await tab.TitleAsync());
        Assert.NotEqual(icon, await tab.Locator("link[rel=icon]").GetAttributeAsync("href"));
        Assert.True(await tab.EvaluateAsync<bool>("document.activeElement.matches('details[open] > summary')"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/history")]
    [InlineData("/events/{id}")]
    public async Task On_a_small_phone_no_view_is_wider_than_the_screen(string view)
    {
        var page = await SitePage.Create(
            await frozen.NewAccount(),
            new string('x', 200),
            string.Concat(Enumerable.Repeat("very long name ", 15))
        );
        await page.Set(
            new
            {
                name = new string('N', 200),
                page_header = new string('h', 300),
                custom_links = new[] { new { name = new string('l', 100), url = "https://example.com/" } },
            }
        );
        var id = (
            await page.Events.Publish(
                new
                {
                    title = new string('t', 255),
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            description = $"{new string('d', 300)}\n\n| {new string('a', 80)} | {new string('b', 80)} "
                                + $"|\n|-|-|\n| 1 | 2 |\n\n```\n{new string('c', 300)}\n```",
                            component_changes = page.Events.Says((0, "full_outage"), (1, "degraded")),
                        },
                    },
                }
            )
        ).ChangeId();
        await using var profile = await chromium.NewProfile(frozen.Server, width: 320, height: 640);
        var tab = await profile.NewPageAsync();

        await tab.GotoAsync(page.Path + view.Replace("{id}", id.ToString()));

        Assert.Equal(320, await tab.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task On_paper_it_is_light_and_nothing_is_folded()
    {
        var page = await SitePage.Create(
            await frozen.NewAccount(),
            [.. Enumerable.Range(1, 45).Select(i => $"Service {i}")]
        );
        var section = await page.AddSection("Core");
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[44],
                name = "The last one",
                section_id = section,
            }
        );
        await using var profile = await chromium.NewProfile(frozen.Server, scheme: ColorScheme.Dark);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync(page.Path);
        var last = tab.GetByText("The last one", new() { Exact = true });
        Assert.False(await last.IsVisibleAsync());

        await tab.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.True(
            await last.EvaluateAsync<bool>(
                "e => e.checkVisibility({ contentVisibilityAuto: true }) && e.getBoundingClientRect().height > 0"
            )
        );
        Assert.Equal(
            "rgb(255, 255, 255)",
            await tab.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")
        );
        Assert.Equal("rgb(28, 29, 31)", await tab.EvaluateAsync<string>("getComputedStyle(document.body).color"));
        Assert.True(await tab.GetByRole(AriaRole.Navigation).First.IsHiddenAsync());
    }

    /// <summary>
    /// One incident of the last two hours, one maintenance in an hour; the components are thirty days old.
    /// </summary>
    private async Task<SitePage> Troubled()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = page.Events.Components.Select(
                        (id, i) =>
                            new
                            {
                                component_id = id,
                                name = i == 0 ? "API" : "Web",
                                available_since_seconds = Now - (30 * 86400),
                            }
                    ),
                }
            )
        ).Data;
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
                            component_changes = page.Events.Says((0, "partial_outage")),
                        },
                    },
                }
            )
        ).ChangeId();
        await page.Events.Update(id, "identified", Now);
        await page.Events.Announce(Now + 3600, new { close_at_seconds = Now + 7200 });
        return page;
    }
}
