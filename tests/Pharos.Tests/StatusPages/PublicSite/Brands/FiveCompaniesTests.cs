using Microsoft.Playwright;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Brands;

/// <summary>
/// The pages of five companies look like five companies. With <c>PHAROS_PICTURES=DIR</c> in the environment, this
/// writes the pictures of docs/brands.md.
/// </summary>
[Trait("Runs", "Once")]
public sealed class FiveCompaniesTests(FrozenServer frozen, Browser chromium)
{
    private const long Now = FrozenServer.Now;
    private const long Day = 86400;

    [Fact]
    public async Task Each_page_has_a_head_of_its_own_and_no_violation_in_either_theme()
    {
        Axe.Demand();
        await using var profile = await chromium.NewProfile(frozen.Server, width: 1280, height: 900);
        var tab = await profile.NewPageAsync();
        var heads = new HashSet<string>(StringComparer.Ordinal);
        foreach (var company in BrandedCompany.All)
        {
            var page = await Create(company);

            await tab.GotoAsync(page.Path + "?lang=en");
            heads.Add(
                await tab.EvaluateAsync<string>(
                    "(s => s.borderImageSource + s.color)(getComputedStyle(document.querySelector('header')))"
                )
            );
            await tab.DemandAccessible(Axe.Laptop, Axe.Phone);
            await Picture(tab, company);
        }

        Assert.Equal(BrandedCompany.All.Count, heads.Count);
    }

    private static async Task Picture(IPage tab, BrandedCompany company)
    {
        if (Environment.GetEnvironmentVariable("PHAROS_PICTURES") is not { } folder)
            return;
        foreach (var (scheme, width) in new[] { Axe.Laptop, Axe.Phone })
        {
            await tab.EmulateMediaAsync(new() { ColorScheme = scheme });
            await tab.SetViewportSizeAsync(width, scheme == ColorScheme.Light ? 900 : 844);
            await tab.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{company.Slug}-{width}.png") });
        }
    }

    private async Task<SitePage> Create(BrandedCompany company)
    {
        var names = company.Sections.SelectMany(s => s.Services).ToArray();
        var page = await SitePage.Create(await frozen.NewAccount(), names);
        await page.Set(company.Settings);
        await page.Set(new { name = company.Name });
        var place = 0;
        foreach (var (section, services) in company.Sections)
        {
            var id = section.Length == 0 ? "" : await page.AddSection(section);
            await page.SetComponents([
                .. services.Select(name => new
                {
                    component_id = page.Events.Components[place++],
                    name,
                    section_id = id,
                    available_since_seconds = Now - (200 * Day),
                }),
            ]);
        }

        foreach (var past in company.Past)
            await Publish(page, past);
        if (company.Open is var (service, status, title, message))
            _ = (
                await page.Events.Publish(
                    new
                    {
                        title,
                        status = "identified",
                        start_at_seconds = Now - 2040,
                        updates = new[]
                        {
                            new
                            {
                                at_seconds = Now - 2040,
                                status = "identified",
                                description = message,
                                next_update_at_seconds = Now + 1560,
                                component_changes = page.Events.Says((service, status)),
                            },
                        },
                    }
                )
            ).Data;
        return page;
    }

    private static async Task Publish(SitePage page, PastIncident past)
    {
        var start = Now - (past.DaysAgo * Day) - 7300;
        _ = (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title = past.Title,
                    status = "resolved",
                    start_at_seconds = start,
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            description = past.Title + ". We are investigating.",
                            component_changes = page.Events.Says((past.Service, past.Status)),
                        },
                        new
                        {
                            at_seconds = start + (past.Minutes * 60),
                            status = "resolved",
                            description = "A fix is in place, and everything works as before.",
                            component_changes = page.Events.Says((past.Service, "operational")),
                        },
                    },
                }
            )
        ).Data;
    }
}
