using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Export;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Export;

/// <summary>A page as static files: they work wherever they are put, and say what the server says.</summary>
public sealed class ExportTests(FrozenServer frozen) : IDisposable
{
    private const long Now = FrozenServer.Now; // In May 2026.
    private const long Day = 86400;

    private readonly string folder = Directory.CreateTempSubdirectory("pharos-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_link_of_every_file_leads_to_a_file_and_every_view_is_reached()
    {
        var page = await FullPage();

        var site = await Export(page);

        var reached = site.Crawl();
        Assert.Equal(
            site.HtmlFiles.Order(StringComparer.Ordinal),
            reached.Where(f => f.EndsWith(".html", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        );
        Assert.All(
            (string[])
                [
                    "index.html",
                    "history/index.html",
                    "history/2026-05/index.html",
                    "history/2025-08/index.html",
                    "zh/index.html",
                    "zh/history/2025-08/index.html",
                ],
            path => Assert.Contains(path, reached)
        );
        Assert.All(SiteViews.Files, file => Assert.True(site.Has(file), file));
    }

    [Fact]
    public async Task Each_view_is_there_in_both_languages_and_leads_to_itself_in_the_other_one()
    {
        var page = await FullPage();

        foreach (var (main, top, below) in new[] { (Language.English, "en", "zh"), (Language.Chinese, "zh", "en") })
        {
            var site = await Export(page, new ExportSettings(main, null), into: below);
            var views = site.HtmlFiles.Where(f => !f.StartsWith(below + "/", StringComparison.Ordinal)).ToList();
            Assert.Equal(views.Count * 2, site.HtmlFiles.Count());
            foreach (var view in views)
            {
                Assert.StartsWith(top, site.Html(view).DocumentElement.GetAttribute("lang"), StringComparison.Ordinal);
                Assert.StartsWith(
                    below,
                    site.Html($"{below}/{view}").DocumentElement.GetAttribute("lang"),
                    StringComparison.Ordinal
                );
                Assert.Equal($"{below}/{view}", LanguageLink(site, view));
                Assert.Equal(view, LanguageLink(site, $"{below}/{view}"));
            }

            site.Crawl();
        }
    }

    [Fact]
    public async Task What_is_for_machines_is_to_the_byte_what_the_server_sends()
    {
        var page = await FullPage();
        var site = await Export(page);
        var feeds = site
            .Files.Where(f =>
                f.StartsWith("events/", StringComparison.Ordinal) && f.EndsWith(".atom", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(feeds);

        foreach (var file in SiteViews.Files.Concat(feeds))
            Assert.Equal((await page.Visit("/" + file)).Bytes, site.Bytes(file));
    }

    [Fact]
    public async Task Pages_show_what_the_server_shows()
    {
        var page = await FullPage();
        var site = await Export(page);
        var views = site.HtmlFiles.Where(f => !f.StartsWith("zh/", StringComparison.Ordinal)).ToList();

        foreach (var view in views)
        {
            foreach (var (path, language) in new[] { (view, "en"), ("zh/" + view, "zh") })
            {
                var address = "/" + view.Replace("index.html", "", StringComparison.Ordinal);
                var (file, served) = (
                    site.Html(path),
                    (await page.Visit(address.TrimEnd('/'), ("Accept-Language", language))).Html()
                );
                // A file cannot be sent a form.
                served.QuerySelector("form.ask")?.Remove();
                served.QuerySelector("main .ask")?.Remove();
                // The copy says there when it was made.
                served.QuerySelector(".when")?.Remove();
                file.QuerySelector(".when")?.Remove();
                Assert.Equal(Words(served), Words(file));
                Assert.Equal(served.Title, file.Title);
                Assert.Equal(
                    served.QuerySelector("link[rel=canonical]")!.GetAttribute("href"),
                    file.QuerySelector("link[rel=canonical]")!.GetAttribute("href")
                );
            }
        }
    }

    private static IEnumerable<string> Words(AngleSharp.Dom.IDocument html) =>
        html.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task A_file_brings_its_own_policy_and_the_page_says_when_it_was_copied()
    {
        var site = await Export(await FullPage());

        foreach (var file in site.HtmlFiles)
        {
            var policy = site.Html(file).Head!.FirstElementChild!.NextElementSibling!;
            Assert.Equal("Content-Security-Policy", policy.GetAttribute("http-equiv"));
            Assert.Equal(SiteAssets.PolicyOfFiles, policy.GetAttribute("content"));
            Assert.DoesNotContain("frame-ancestors", policy.GetAttribute("content"), StringComparison.Ordinal);
        }

        Assert.EndsWith(
            "Snapshot from 28 May 2026, 20:26 UTC",
            site.Html("index.html").QuerySelector(".when")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "此快照生成于 2026年5月28日 20:26 UTC",
            site.Html("zh/index.html").QuerySelector(".when")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task With_an_address_of_its_own_the_copy_leads_to_its_own_files()
    {
        const string Url = "https://copies.example.com/acme";
        var site = await Export(await FullPage(), new ExportSettings(Language.English, Url));

        var machines = string.Concat(
            site.Files.Where(f => !f.EndsWith(".html", StringComparison.Ordinal)).Select(site.Text)
        );
        var told = Regex
            .Matches(machines, @"https://copies\.example\.com/acme(?<path>[^\s""<>\\]*)")
            .Select(m => m.Groups["path"].Value.TrimStart('/'))
            .ToHashSet(StringComparer.Ordinal);
        Assert.Contains(told, path => path.StartsWith("events/", StringComparison.Ordinal));
        Assert.All(told, path => Assert.True(site.Has(path), path));
        Assert.DoesNotContain("/s/", machines, StringComparison.Ordinal);
        foreach (
            var file in site.HtmlFiles.Where(f =>
                !f.StartsWith("zh/", StringComparison.Ordinal) && f != "history/index.html"
            )
        )
            Assert.Equal($"{Url}/{file}", site.Html(file).QuerySelector("link[rel=canonical]")!.GetAttribute("href"));
        site.Crawl();
    }

    [Fact]
    public async Task Nothing_hidden_and_nothing_of_other_pages_is_in_any_file()
    {
        var api = await frozen.NewAccount();
        var page = await SitePage.Create(api, "Visible", "SecretOne", "SecretTwo");
        var section = (
            await api.Post(
                "/status-page/section/upsert",
                new { page_id = page.Events.PageId, sections = new[] { new { name = "SecretPart", hide_all = true } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
        object[] hidden =
        [
            new
            {
                component_id = page.Events.Components[1],
                name = "SecretOne",
                hide_all = true,
            },
            new
            {
                component_id = page.Events.Components[2],
                name = "SecretTwo",
                section_id = section,
            },
        ];
        _ = (
            await api.Post("/status-page/component/upsert", new { page_id = page.Events.PageId, components = hidden })
        ).Data;
        await page.Events.Publish(
            new
            {
                updates = new[]
                {
                    new
                    {
                        status = "investigating",
                        component_changes = page.Events.Says((0, "degraded"), (1, "full_outage"), (2, "full_outage")),
                    },
                },
            }
        );
        var other = await SitePage.Create(api);
        await other.Events.Publish(new { title = "SecretEvent" });

        var site = await Export(page);

        string[] secrets =
        [
            "Secret",
            section,
            page.Events.Components[1],
            page.Events.Components[2],
            other.Slug,
            page.Api.Key,
            page.Api.Email,
        ];
        foreach (var file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories))
            Assert.All(secrets, secret =>
                Assert.False(
                    File.ReadAllText(file).Contains(secret, StringComparison.Ordinal),
                    $"{secret} is in {file}"
                )
            );
    }

    [Fact]
    public async Task An_internal_page_cannot_be_exported()
    {
        var api = await frozen.NewAccount();
        var made = await api.Post(
            "/status-page/create",
            new
            {
                name = "Inside",
                type = "internal",
                url_name = "inside-" + Guid.NewGuid().ToString("N"),
                date_view = "list",
                display_uptime_mode = "none",
            }
        );

        var exports = frozen.Server.Services.GetRequiredService<PageExports>();

        Assert.Null(
            await exports.Begin(
                made.Data["page_id"]!.GetValue<long>(),
                new ExportSettings(Language.English, null),
                CancellationToken.None
            )
        );
    }

    private static string LanguageLink(SiteOnDisk site, string file) =>
        new Uri(
            new Uri("file:///" + file),
            site.Html(file).QuerySelector("footer a[hreflang]")!.GetAttribute("href")!
        ).AbsolutePath[1..];

    /// <summary>
    /// Something of everything: sections, months with and without events, links between events, days with several, open
    /// events and planned ones.
    /// </summary>
    private async Task<SitePage> FullPage()
    {
        var page = await SitePage.Create(await frozen.NewAccount(), "API", "Web");
        var section = (
            await page.Api.Post(
                "/status-page/section/upsert",
                new { page_id = page.Events.PageId, sections = new[] { new { name = "Core" } } }
            )
        ).Data["section_ids"]![0]!.GetValue<string>();
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
                                section_id = i == 0 ? section : null,
                                available_since_seconds = Now - (400 * Day),
                            }
                    ),
                }
            )
        ).Data;
        await page.Set(
            new
            {
                page_header = "Hello *there*",
                page_footer = "Bye",
                contact_info = "mailto:help@example.com",
                custom_links = new[] { new { name = "Home", url = "https://example.com/" } },
            }
        );
        var first = await Past(page, "Last summer", Now - (280 * Day), 3600);
        await Past(page, "Over the end of a month", Now - (50 * Day), 30 * Day);
        await Past(page, "In the same days", Now - (35 * Day), 7200);
        await Past(page, "Yesterday", Now - Day, 600, first);
        await page.Events.Publish();
        await page.Events.Announce(Now + (20 * Day), new { close_at_seconds = Now + (20 * Day) + 3600 });
        return page;
    }

    private static async Task<long> Past(SitePage page, string title, long start, long length, params long[] linked) =>
        (
            await page.Events.Publish(
                new
                {
                    is_retrospective = true,
                    title,
                    status = "resolved",
                    start_at_seconds = start,
                    linked_changes = linked.Select(id => id.ToString()),
                    updates = new[]
                    {
                        new
                        {
                            at_seconds = start,
                            status = "investigating",
                            component_changes = page.Events.Says((0, "full_outage")),
                        },
                        new
                        {
                            at_seconds = start + length,
                            status = "resolved",
                            component_changes = page.Events.Says((0, "operational")),
                        },
                    },
                }
            )
        ).ChangeId();

    private async Task<SiteOnDisk> Export(SitePage page, ExportSettings? settings = null, string into = "site")
    {
        await using var export = await frozen
            .Server.Services.GetRequiredService<PageExports>()
            .Begin(page.Events.PageId, settings ?? new ExportSettings(Language.English, null), CancellationToken.None);
        var site = Path.Combine(folder, into);
        await ExportFolder.Put(site, export!, CancellationToken.None);
        return new SiteOnDisk(site);
    }
}
