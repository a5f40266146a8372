using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.PublicSite.Export;

/// <summary>A server that publishes: its pages are there as files, always whole, and stay when it is gone.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-publish-").FullName;
    private TestServer? started;

    private TestServer Server => started!;

    public async ValueTask InitializeAsync() => started = await Start();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Pages_come_change_move_and_go()
    {
        var api = await Server.NewAccount();
        var page = await SitePage.Create(api);
        await Published(page.Slug, site =>
            site.Text("index.html").Contains("All services are operational", StringComparison.Ordinal)
        );

        var id = (await page.Events.Publish(new { title = "Broken disk" })).ChangeId();
        await Published(page.Slug, site =>
            site.Has($"zh/events/{id}/index.html")
            && site.Text("index.html").Contains("Broken disk", StringComparison.Ordinal)
        );
        Assert.Equal(
            (await page.Visit("/api/v2/incidents.json")).Bytes,
            Site(page.Slug).Bytes("api/v2/incidents.json")
        );
        Site(page.Slug).Crawl();

        _ = (await api.Post("/status-page/change/delete", new { page_id = page.Events.PageId, change_id = id })).Data;
        await Published(page.Slug, site => !site.Has($"events/{id}/index.html"));
        // Not even in hidden folders.
        await Eventually(() => !Mentions("Broken disk"));

        var slug = "moved-" + Guid.NewGuid().ToString("N");
        await page.Set(new { url_name = slug });
        await Published(slug, site => site.Text("robots.txt").Contains("/s/" + slug, StringComparison.Ordinal));
        await Eventually(() => !Directory.Exists(Path.Combine(folder, page.Slug)));

        _ = (await api.Post("/status-page/delete", new { page_id = page.Events.PageId })).Data;
        await Eventually(() => !Directory.Exists(Path.Combine(folder, slug)));
        await Eventually(() => !Mentions(slug));
    }

    [Fact]
    public async Task An_internal_page_is_not_published()
    {
        var api = await Server.NewAccount();
        _ = (
            await api.Post(
                "/status-page/create",
                new
                {
                    name = "SecretPage",
                    type = "internal",
                    url_name = "inside-" + Guid.NewGuid().ToString("N"),
                    date_view = "list",
                    display_uptime_mode = "none",
                }
            )
        ).Data;
        var page = await SitePage.Create(api);
        await Published(page.Slug);

        Assert.Equal(
            [page.Slug],
            Directory.EnumerateDirectories(folder).Select(Path.GetFileName).Where(name => name != ".pharos")
        );
        await Eventually(() => !Mentions("SecretPage"));
    }

    [Fact]
    public async Task What_another_process_changed_is_published_and_so_is_what_changed_while_no_server_ran()
    {
        var page = await SitePage.Create(await Server.NewAccount());
        await Published(page.Slug);

        await ChangeElsewhere(page, "Changed elsewhere");
        await Published(page.Slug, site =>
            site.Text("index.html").Contains("Changed elsewhere", StringComparison.Ordinal)
        );

        await Server.Stop();
        await ChangeElsewhere(page, "Changed between");
        await using var next = await Start(Server.Options.Data, Server.ConnectionString);
        await Published(page.Slug, site =>
            site.Text("index.html").Contains("Changed between", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_was_acknowledged_just_before_the_end_is_in_the_copy_that_remains()
    {
        var page = await SitePage.Create(await Server.NewAccount());
        await Published(page.Slug);

        await page.Events.Publish(new { title = "At the last moment" });
        await Server.Stop();

        Assert.Contains("At the last moment", Site(page.Slug).Text("index.html"), StringComparison.Ordinal);
        Site(page.Slug).Crawl();
    }

    [Fact]
    public async Task Without_any_change_the_copy_updates_its_time_every_few_minutes()
    {
        var page = await SitePage.Create(await Server.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        await page.Events.Update(id, "resolved", null, (0, "operational"));
        await Published(page.Slug, site => site.Has($"events/{id}/index.html"));
        await Eventually(() =>
            !Site(page.Slug).Text($"events/{id}/index.html").Contains("Ongoing", StringComparison.Ordinal)
        );
        var before = Site(page.Slug).Times();

        clock.Advance(TimeSpan.FromMinutes(2));

        await Published(page.Slug, site =>
            site.Has("zh/index.html")
            && new[] { "", "zh/" }.All(language =>
                site.Times()[language + "index.html"] > before[language + "index.html"]
            )
        );
        Assert.Equal(
            ["index.html", "zh/index.html"],
            Site(page.Slug).Times().Where(f => before[f.Key] != f.Value).Select(f => f.Key)
        );
    }

    [Fact]
    public async Task A_fault_leaves_the_last_copy_and_the_server_alone_and_is_got_over()
    {
        var page = await SitePage.Create(await Server.NewAccount());
        await Published(page.Slug);
        var before = Site(page.Slug).Everything();
        // Nothing can be made ready any more.
        var next = Path.Combine(folder, ".pharos", "next");
        Directory.Delete(next, recursive: true);
        await File.WriteAllTextAsync(next, "");

        await page.Events.Publish(new { title = "Told by the server alone" });
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            (await page.Visit()).Says("Told by the server alone");
        }

        Assert.Equal(before, Site(page.Slug).Everything());
        File.Delete(next);
        await Published(page.Slug, site =>
            site.Text("index.html").Contains("Told by the server alone", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_foreign_folder_is_left_alone_while_other_pages_are_published()
    {
        var api = await Server.NewAccount();
        var (theirs, page) = (await SitePage.Create(api), await SitePage.Create(api));
        await Published(theirs.Slug);
        var slug = "theirs-" + Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(Path.Combine(folder, slug));
        await File.WriteAllTextAsync(Path.Combine(folder, slug, "index.html"), "theirs");

        await theirs.Set(new { url_name = slug });
        await page.Events.Publish(new { title = "Continues" });
        await Published(page.Slug, site => site.Text("index.html").Contains("Continues", StringComparison.Ordinal));

        Assert.Equal("theirs", Assert.Single(Site(slug).Everything()).Value);
        Assert.True(
            Site(theirs.Slug).Has("index.html"),
            "the copy under the old name stays until there is one under the new name"
        );
        Directory.Delete(Path.Combine(folder, slug), recursive: true);
        await Published(slug);
        await Eventually(() => !Directory.Exists(Path.Combine(folder, theirs.Slug)));
    }

    [Fact]
    public async Task Foreign_files_next_to_the_pages_and_at_their_top_stay()
    {
        var page = await SitePage.Create(await Server.NewAccount());
        await Published(page.Slug);
        string[] theirs = ["index.html", $"{page.Slug}/.htaccess", $"{page.Slug}/.well-known/a/b.txt"];
        Directory.CreateDirectory(Path.Combine(folder, page.Slug, ".well-known", "a"));
        foreach (var file in theirs)
            await File.WriteAllTextAsync(Path.Combine(folder, file), "theirs");

        foreach (var title in (string[])["One", "Two", "Three"])
        {
            await page.Events.Publish(new { title });
            await Published(page.Slug, site => site.Text("index.html").Contains(title, StringComparison.Ordinal));
            Assert.All(theirs, file => Assert.Equal("theirs", File.ReadAllText(Path.Combine(folder, file))));
        }
    }

    [Fact]
    public async Task A_link_in_a_pages_place_is_written_through()
    {
        var slug = "linked-" + Guid.NewGuid().ToString("N");
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder, "elsewhere")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(folder, slug), elsewhere);
        var page = await SitePage.Create(await Server.NewAccount());
        await page.Set(new { url_name = slug });
        await Published(slug);

        await page.Events.Publish(new { title = "Through the link" });

        await Published(slug, site => site.Text("index.html").Contains("Through the link", StringComparison.Ordinal));
        Assert.Equal(elsewhere, new DirectoryInfo(Path.Combine(folder, slug)).LinkTarget);
        new SiteOnDisk(elsewhere).Crawl();
    }

    [Fact]
    public async Task A_folder_that_vanished_is_made_again()
    {
        var page = await SitePage.Create(await Server.NewAccount());
        await Published(page.Slug);
        Directory.Delete(folder, recursive: true);

        await page.Events.Publish(new { title = "Back again" });

        await Published(page.Slug, site => site.Text("index.html").Contains("Back again", StringComparison.Ordinal));
        Site(page.Slug).Crawl();
    }

    [Fact]
    public async Task A_reader_never_finds_a_file_missing_or_half_or_older_than_one_it_had()
    {
        const int Editions = 6;
        var page = await SitePage.Create(await Server.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        await Edition(0);
        await Published(page.Slug, site =>
            site.Has($"events/{id}/index.html")
            && site.Text("index.html").Contains("edition 0.", StringComparison.Ordinal)
        );
        using var done = new CancellationTokenSource();
        var readers = ((string[])["index.html", $"zh/events/{id}/index.html"])
            .Select(path => Task.Run(() => Read(path)))
            .ToList();

        for (var i = 1; i <= Editions; i++)
        {
            await Edition(i);
            await Published(page.Slug, site =>
                site.Text("index.html").Contains($"edition {i}.", StringComparison.Ordinal)
            );
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), seen => Assert.InRange(seen, 2, int.MaxValue));

        Task Edition(int number) =>
            page.Set(new { page_title = $"edition {number}.", page_footer = $"edition {number}." });

        int Read(string path)
        {
            var (last, seen) = (-1, 0);
            while (!done.IsCancellationRequested)
            {
                var text = File.ReadAllText(Path.Combine(folder, page.Slug, path));
                Assert.EndsWith("</html>", text.TrimEnd(), StringComparison.Ordinal);
                var numbers = System
                    .Text.RegularExpressions.Regex.Matches(text, @"edition (\d+)\.")
                    .Select(m => int.Parse(m.Groups[1].Value))
                    .Distinct();
                var number = Assert.Single(numbers);
                Assert.True(number >= last, $"{path} shows edition {number} after {last}");
                seen += number > last ? 1 : 0;
                last = number;
            }

            return seen;
        }
    }

    private SiteOnDisk Site(string slug) => new(Path.Combine(folder, slug));

    private Task<TestServer> Start(string? data = null, string? connectionString = null) =>
        TestServer.Start(
            clock,
            options =>
                (options.Data, options.Publish.Directory, options.Publish.EveryMinutes) = (
                    data ?? options.Data,
                    folder,
                    1
                ),
            connectionString
        );

    /// <summary>Waits until a page is complete and as expected, while the clock runs.</summary>
    private Task Published(string slug, Func<SiteOnDisk, bool>? condition = null) =>
        Eventually(() => Site(slug).Has("index.html") && (condition is null || condition(Site(slug))));

    private async Task Eventually(Func<bool> condition) =>
        await Support.Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(condition());
            },
            Soon
        );

    private bool Mentions(string text) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Any(file => Path.GetFileName(file) != "lock" && Mentions(file, text));

    /// <summary>True also of a file that is being written or taken away: what it says cannot be known yet.</summary>
    private static bool Mentions(string file, string text)
    {
        try
        {
            return File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>As another process does, on the same database.</summary>
    private async Task ChangeElsewhere(SitePage page, string header)
    {
        await using var store = await Server.OpenAnotherStore();
        await using var db = await store.Databases.CreateDbContextAsync();
        await using var write = await store.Writes.Begin(db, CancellationToken.None);
        await write.LockPage(page.Api.Caller.AccountId, page.Events.PageId, CancellationToken.None);
        (await db.Pages.SingleAsync(p => p.PageId == page.Events.PageId)).PageHeader = header;
        await write.Commit(CancellationToken.None);
    }
}
