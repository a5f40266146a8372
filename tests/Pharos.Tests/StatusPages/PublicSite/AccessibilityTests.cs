using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite;

/// <summary>
/// Every public view before an accessibility engine: both languages, light and dark, a laptop and a phone.
/// </summary>
[Trait("Runs", "Once")]
public sealed class AccessibilityTests(FrozenServer frozen, Browser chromium)
{
    private const long Now = FrozenServer.Now;
    private const long Day = 86400;

    [Theory]
    [InlineData("", true)]
    [InlineData("/history", false)]
    [InlineData("/history/2026-04", false)]
    [InlineData("/events/{incident}", false)]
    [InlineData("/events/{maintenance}", false)]
    [InlineData("/events/1", false)]
    [InlineData("/history", true, Traits = ["Runs", "Full"])]
    [InlineData("/history/2026-04", true, Traits = ["Runs", "Full"])]
    [InlineData("/events/{incident}", true, Traits = ["Runs", "Full"])]
    [InlineData("/events/{maintenance}", true, Traits = ["Runs", "Full"])]
    [InlineData("/events/1", true, Traits = ["Runs", "Full"])]
    public async Task A_page_on_which_something_is_wrong_has_no_violation(string view, bool full)
    {
        Axe.Demand();
        var page = await Troubled();

        await DemandAccessible(
            page.Site.Path
                + view.Replace("{incident}", page.Incident.ToString())
                    .Replace("{maintenance}", page.Maintenance.ToString()),
            full
        );
    }

    [Theory]
    [InlineData("calendar", "chart_and_percentage", 3, false)]
    [InlineData("list", "chart", 20, false)]
    [InlineData("list", "none", 2, false)]
    [InlineData("list", "chart_and_percentage", 45, true)]
    [InlineData("calendar", "chart_and_percentage", 3, true, Traits = ["Runs", "Full"])]
    [InlineData("list", "chart", 20, true, Traits = ["Runs", "Full"])]
    [InlineData("list", "none", 2, true, Traits = ["Runs", "Full"])]
    public async Task A_page_on_which_all_is_well_has_none_in_any_mode_and_at_any_length(
        string dates,
        string uptime,
        int components,
        bool full
    )
    {
        Axe.Demand();
        var page = await SitePage.Create(
            await frozen.NewAccount(),
            [.. Enumerable.Range(1, components).Select(i => $"Service {i}")]
        );
        await page.Set(new { date_view = dates, display_uptime_mode = uptime });
        await IntoSection(page);
        await Past(page, "Broken disk", Now - (2 * Day), 0);

        await DemandAccessible(page.Path, full);
        await DemandAccessible(page.Path + "/history", full);
    }

    [Fact]
    public async Task The_keyboard_reaches_every_day_with_an_event_without_stopping_at_each_bar()
    {
        var page = await SitePage.Create(await frozen.NewAccount());
        await Since(page, Now - (80 * Day));
        foreach (var day in (int[])[3, 20, 40, 60])
            await Past(page, $"Broken disk {day}", Now - (day * Day), 0);
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        await tab.GotoAsync(page.Path);

        var stops = new List<string>();
        for (var i = 0; i < 30 && (stops.Count == 0 || !stops[^1].Contains("4 days", StringComparison.Ordinal)); i++)
        {
            await tab.Keyboard.PressAsync("Tab");
            stops.Add(await tab.EvaluateAsync<string>("document.activeElement.innerText ?? ''"));
            Assert.True(
                await tab.EvaluateAsync<bool>("getComputedStyle(document.activeElement).outlineStyle !== 'none'"),
                $"the focus on '{stops[^1]}' cannot be seen"
            );
        }

        Assert.Equal("Skip to content", stops[0]);
        Assert.Contains("4 days with incidents", stops[^1], StringComparison.Ordinal);
        Assert.True(stops.Count < 15, string.Join(" | ", stops));

        await tab.Locator("summary", new() { HasText = "4 days with incidents" }).FocusAsync();
        await tab.Keyboard.PressAsync("Enter");
        await tab.Keyboard.PressAsync("Tab");
        Assert.Equal("Broken disk 3", await tab.EvaluateAsync<string>("document.activeElement.innerText"));
        Assert.Contains(stops, s => s.Contains("99.", StringComparison.Ordinal));
    }

    private async Task DemandAccessible(string path, bool full)
    {
        await using var profile = await chromium.NewProfile(frozen.Server);
        var tab = await profile.NewPageAsync();
        foreach (var language in full ? (string[])["en", "zh"] : ["en"])
        {
            await tab.GotoAsync(path + "?lang=" + language);
            Assert.Equal(
                language == "en" ? "en" : "zh-Hans",
                await tab.EvaluateAsync<string>("document.documentElement.lang")
            );
            // What is folded is looked at as well.
            await tab.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");
            await tab.DemandAccessible(language == "en" ? Axe.Laptop : Axe.Phone);
        }
    }

    /// <summary>
    /// Two incidents, one maintenance under way and one to come, linked events, a past, every kind of text.
    /// </summary>
    private async Task<(SitePage Site, long Incident, long Maintenance)> Troubled()
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "API", "Web", "Mail");
        await page.Set(
            new
            {
                page_header = "All of **Acme**. [Ask us](https://example.com/).",
                page_footer = "Acme Ltd.",
                contact_info = "mailto:help@example.com",
                logo = Pixel,
                dark_logo = Pixel,
                custom_links = new[] { new { name = "Home", url = "https://example.com/" } },
            }
        );
        await IntoSection(page);
        await Since(page, Now - (200 * Day));
        await Past(page, "Broken fan", Now - (70 * Day), 0); // With nothing in the month after it.
        await Past(page, "Broken disk", Now - (2 * Day), 0);
        await Past(page, "Broken cable", Now - (2 * Day) + 3600, 0);
        var incident = (
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
                            description = "> They say\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n"
                                + new string('x', 300)
                                + " y\n```\n\n# Head",
                            component_changes = page.Events.Says((0, "full_outage"), (1, "degraded")),
                        },
                    },
                }
            )
        ).ChangeId();
        await page.Events.Update(incident, "identified", Now - 3600, (0, "partial_outage"));
        await page.Events.Publish(
            new
            {
                title = "Cause unknown",
                linked_changes = new[] { incident.ToString() },
                updates = new[]
                {
                    new { status = "investigating", component_changes = page.Events.Says((1, "operational")) },
                },
            }
        );
        var maintenance = (
            await page.Events.Announce(
                Now - 600,
                new
                {
                    close_at_seconds = Now + 3600,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = Now - Day,
                            status = "scheduled",
                            description = "We will.",
                            component_changes = page.Events.Says((2, "under_maintenance")),
                        },
                    },
                }
            )
        ).ChangeId();
        await page.Events.Update(maintenance, "ongoing", Now - 600);
        await page.Events.Announce(Now + Day, new { close_at_seconds = Now + Day + 3600 });
        return (page, incident, maintenance);
    }

    private const string Pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

    private static async Task IntoSection(SitePage page)
    {
        var section = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    sections = new[] { new { name = "Core", description = "What all else *needs*." } },
                }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        _ = (
            await page.Api.Post(
                "/status-page/component/upsert",
                new
                {
                    page_id = page.Events.PageId,
                    components = page
                        .Events.Components.Skip(1)
                        .Select(
                            (id, i) =>
                                new
                                {
                                    component_id = id,
                                    name = $"Part {i}",
                                    description = "For `programs`.",
                                    section_id = section,
                                }
                        ),
                }
            )
        ).Data;
    }

    private static async Task Since(SitePage page, long since) =>
        await page.SetComponents(
            new
            {
                component_id = page.Events.Components[0],
                name = "API",
                available_since_seconds = since,
            }
        );

    private static async Task Past(SitePage page, string title, long start, int component) =>
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
                            component_changes = page.Events.Says((component, "partial_outage")),
                        },
                        new
                        {
                            at_seconds = start + 7200,
                            status = "resolved",
                            component_changes = page.Events.Says((component, "operational")),
                        },
                    },
                }
            )
        ).Data;
}
