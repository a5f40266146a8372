using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Export;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Export;

/// <summary>
/// Exports into a folder that is there already: only what changed is written, and nothing that is not ours is touched.
/// </summary>
public sealed class ExportAgainTests : IAsyncLifetime
{
    /// <summary>Ten minutes before a month ends.</summary>
    private readonly TestClock clock = new(new DateTimeOffset(2026, 5, 31, 23, 50, 0, TimeSpan.Zero));
    private readonly string root = Directory.CreateTempSubdirectory("pharos-export-").FullName;
    private TestServer? server;
    private SitePage? made;

    private SitePage Page => made!;
    private string Folder => Path.Combine(root, "site");

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.Start(clock);
        made = await SitePage.Create(await server.NewAccount(), "API", "Web");
    }

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Only_what_changed_is_written_and_what_is_gone_goes()
    {
        var (stays, changes, goes) = ((await Resolved("Stays")).Id, await Open("Changes"), (await Resolved("Goes")).Id);
        var site = await Export();
        var before = site.Times();
        Assert.Empty((await Put()).Changed);
        Assert.Equal(before, site.Times());

        clock.Advance(TimeSpan.FromMinutes(5));
        await Page.Events.Update(changes, "identified", clock.GetUtcNow().ToUnixTimeSeconds());
        _ = (
            await Page.Api.Post("/status-page/change/delete", new { page_id = Page.Events.PageId, change_id = goes })
        ).Data;
        var put = await Put();

        var after = site.Times();
        Assert.Equal(
            put.Changed.Order(StringComparer.Ordinal),
            after
                .Where(f => before.GetValueOrDefault(f.Key) != f.Value)
                .Select(f => f.Key)
                .Order(StringComparer.Ordinal)
        );
        Assert.All(
            (string[])
                [
                    $"events/{changes}/index.html",
                    $"zh/events/{changes}/index.html",
                    $"events/{changes}/feed.atom",
                    "index.html",
                    "feed.rss",
                ],
            path => Assert.Contains(path, put.Changed)
        );
        Assert.DoesNotContain(put.Changed, path => path.Contains($"/{stays}/", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder, goes.ToString(), SearchOption.AllDirectories));
        Assert.Equal(3, put.Deleted.Count);
        site.Crawl();
    }

    [Fact]
    public async Task After_whatever_changes_the_folder_is_what_a_first_export_would_make()
    {
        var first = (await Resolved("First")).Id;
        var second = await Open("Second");
        var pageId = Page.Events.PageId;
        var api = Page.Api;
        (string Path, Func<object> Body)[] changes =
        [
            ("/status-page/component/upsert", () =>
                new
                {
                    page_id = pageId,
                    components = new[] { new { component_id = Page.Events.Components[0], name = "Renamed" } },
                }
            ),
            ("/status-page/change/update", () => new
                {
                    page_id = pageId,
                    change_id = second,
                    title = "Another title",
                    linked_changes = new[] { first.ToString() },
                }),
            ("/status-page/change/update", () => new
                {
                    page_id = pageId,
                    change_id = second,
                    description = "Told at more length.",
                }),
            ("/status-page/change/timeline/create", () => new
                {
                    page_id = pageId,
                    change_id = second,
                    status = "identified",
                    description = "Found.",
                    component_changes = Page.Events.Says((1, "partial_outage")),
                }),
            ("/status-page/component/upsert", () => new
                {
                    page_id = pageId,
                    components = new[]
                    {
                        new
                        {
                            component_id = Page.Events.Components[1],
                            name = "Web",
                            hide_all = true,
                        },
                    },
                }),
            ("/status-page/component/upsert", () =>
                new { page_id = pageId, components = Enumerable.Range(0, 25).Select(i => new { name = $"More {i}" }) }
            ),
            ("/status-page/update", () => new
                {
                    page_id = pageId,
                    page_footer = "A *new* footer",
                    page_title = "A new title",
                    logo = "https://example.com/logo.png",
                }),
            ("/status-page/update", () => new
                {
                    page_id = pageId,
                    date_view = "list",
                    custom_links = new[] { new { name = "Home", url = "https://example.com/" } },
                }),
            ("/status-page/change/timeline/create", () => new
                {
                    page_id = pageId,
                    change_id = second,
                    status = "resolved",
                    description = "Over.",
                    component_changes = Page.Events.Says((0, "operational"), (1, "operational")),
                }),
            ("/status-page/component/delete", () =>
                new { page_id = pageId, component_ids = new[] { Page.Events.Components[0] } }
            ),
            ("/status-page/change/delete", () => new { page_id = pageId, change_id = first }),
            ("/status-page/update", () => new { page_id = pageId, url_name = "other-" + Guid.NewGuid().ToString("N") }),
        ];
        await Put();

        for (var i = 0; i < changes.Length; i++)
        {
            _ = (await api.Post(changes[i].Path, changes[i].Body())).Data;
            clock.Advance(TimeSpan.FromMinutes(2));
            await Put();
            var fresh = Path.Combine(root, "fresh" + i);
            await Put(fresh);
            var (kept, rebuilt) = (new SiteOnDisk(Folder).Everything(), new SiteOnDisk(fresh).Everything());
            Assert.Equal(rebuilt.Keys.Order(StringComparer.Ordinal), kept.Keys.Order(StringComparer.Ordinal));
            Assert.All(rebuilt, file =>
                Assert.True(
                    file.Value == kept[file.Key],
                    $"{file.Key} is not up to date after {changes[i].Path}, step {i}"
                )
            );
        }
    }

    [Fact]
    public async Task A_file_that_was_changed_or_deleted_is_written_again()
    {
        var id = (await Resolved("Over")).Id;
        var site = await Export();
        var before = site.Everything();
        await File.WriteAllTextAsync(Path.Combine(Folder, $"events/{id}/index.html"), "something else");
        File.Delete(Path.Combine(Folder, $"zh/events/{id}/index.html"));

        await Put();

        Assert.Equal(before, site.Everything());
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Folder);
        var theirs = Path.Combine(Folder, "thesis.txt");
        await File.WriteAllTextAsync(theirs, "Chapter one.");

        var fault = await Assert.ThrowsAsync<IOException>(() => Put());

        Assert.Contains("thesis.txt", fault.Message, StringComparison.Ordinal);
        Assert.Equal([theirs], Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public async Task Foreign_files_next_to_an_export_stay()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "lost+found"));
        await Export();
        string[] theirs = ["CNAME", ".htaccess", "events/note.txt", "own/page.html"];
        Directory.CreateDirectory(Path.Combine(Folder, "own"));
        Directory.CreateDirectory(Path.Combine(Folder, "events"));
        foreach (var file in theirs)
            await File.WriteAllTextAsync(Path.Combine(Folder, file), "theirs");

        await Resolved("Over");
        await Put();

        Assert.All(theirs, file => Assert.Equal("theirs", File.ReadAllText(Path.Combine(Folder, file))));
    }

    [Fact]
    public async Task Two_exports_into_one_folder_do_not_get_in_each_others_way()
    {
        await Export();
        using (SiteFolder.Lock(Folder))
            Assert.Contains(
                "another pharos",
                (await Assert.ThrowsAsync<IOException>(() => Put())).Message,
                StringComparison.Ordinal
            );
        await Put();
    }

    [Fact]
    public async Task An_export_that_fails_leaves_the_last_one_as_it_is()
    {
        await Resolved("Over");
        var site = await Export();
        var before = site.Everything();
        await Resolved("Another");
        // Where the next state should be made ready nothing can be written.
        var staging = Path.Combine(Folder, ".pharos", "next");
        Directory.CreateDirectory(Path.Combine(staging, "x"));
        await File.WriteAllTextAsync(Path.Combine(Folder, ".pharos", "next", "x", "file"), "");
        using (var stop = new CancellationTokenSource())
        {
            await using var export = await Begin();
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportFolder.Put(Folder, export, stop.Token));
        }

        Assert.Equal(before, site.Everything());
        await Put();
        Assert.NotEqual(before.Count, site.Everything().Count);
        Assert.False(Directory.Exists(staging));
    }

    private async Task<(long Id, long Start)> Resolved(string title)
    {
        var start = clock.GetUtcNow().ToUnixTimeSeconds() - 86400;
        var id = (
            await Page.Events.Publish(
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
                            component_changes = Page.Events.Says((0, "degraded")),
                        },
                        new
                        {
                            at_seconds = start + 60,
                            status = "resolved",
                            component_changes = Page.Events.Says((0, "operational")),
                        },
                    },
                }
            )
        ).ChangeId();
        return (id, start);
    }

    private async Task<long> Open(string title) => (await Page.Events.Publish(new { title })).ChangeId();

    private async Task<SiteOnDisk> Export()
    {
        await Put();
        return new SiteOnDisk(Folder);
    }

    private async Task<PageExport> Begin() =>
        (
            await server!
                .Services.GetRequiredService<PageExports>()
                .Begin(Page.Events.PageId, new ExportSettings(Language.English, null), CancellationToken.None)
        )!;

    private async Task<StagedSite> Put(string? into = null)
    {
        await using var export = await Begin();
        return await ExportFolder.Put(into ?? Folder, export, CancellationToken.None);
    }
}
