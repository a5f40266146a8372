using Pharos.Tests.StatusPages;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.StatusPages.PublicSite.Export;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host.Cli;

/// <summary><c>pharos export</c>, beside a running server.</summary>
public sealed class ExportCommandTests(SharedServer shared) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_page_is_written_as_files_and_the_next_time_only_what_changed()
    {
        var page = await SitePage.Create(await shared.NewAccount());
        var id = (await page.Events.Publish()).ChangeId();
        var site = new SiteOnDisk(Path.Combine(folder, "a", "site"));

        var first = await Export(page.Slug, site.Folder, "--url", "https://copies.example.com/");
        Assert.Equal((0, ""), (first.Code, first.Error));
        Assert.StartsWith(
            $"{site.Files.Count} files in {site.Folder}: {site.Files.Count} written, 0 unchanged, 0 deleted",
            first.Out,
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"https://copies.example.com/events/{id}/index.html",
            site.Text("feed.atom"),
            StringComparison.Ordinal
        );
        site.Crawl();

        await page.Events.Update(id, "resolved", null, (0, "operational"));
        var second = await Export(page.Slug, site.Folder, "--url", "https://copies.example.com");
        Assert.Matches($@"^{site.Files.Count} files in .*: \d+ written, [1-9]\d* unchanged, 0 deleted", second.Out);
        Assert.Contains("Resolved", site.Text($"events/{id}/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_exported_is_told_in_one_line()
    {
        var api = await shared.NewAccount();
        var page = await SitePage.Create(api);
        var inside = "inside-" + Guid.NewGuid().ToString("N");
        _ = (
            await api.Post(
                "/status-page/create",
                new
                {
                    name = "Inside",
                    type = "internal",
                    url_name = inside,
                    date_view = "list",
                    display_uptime_mode = "none",
                }
            )
        ).Data;
        await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "Chapter one.");
        var into = Path.Combine(folder, "site");

        Assert.Contains(
            "there is no page nowhere",
            (await Export("nowhere", into)).IsRefused(1),
            StringComparison.Ordinal
        );
        Assert.Contains("internal", (await Export(inside, into)).IsRefused(1), StringComparison.Ordinal);
        Assert.Contains(
            "thesis.txt",
            (await Export(page.Slug, folder, "--url", "https://example.com")).IsRefused(1),
            StringComparison.Ordinal
        );
        Assert.Equal([Path.Combine(folder, "thesis.txt")], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    [Trait("Runs", "Once")]
    public async Task Commands_about_what_is_there_make_no_database_where_there_is_none()
    {
        var nowhere = Path.Combine(folder, "typo");
        foreach (
            var command in (string[][])
                [
                    ["export", "--page", "acme", "--out", Path.Combine(folder, "site")],
                    ["deliveries", "--event", "1"],
                ]
        )
            Assert.Contains(
                "there is no database in " + nowhere,
                (await PharosProgram.Run([.. command, "--data", nowhere])).IsRefused(1),
                StringComparison.Ordinal
            );
        Assert.False(Directory.Exists(nowhere));
    }

    private Task<FinishedProgram> Export(string slug, string into, params string[] more) =>
        PharosProgram.Run([
            "export",
            "--page",
            slug,
            "--out",
            into,
            "--data",
            shared.Server.Folder,
            .. shared.Server.ConnectionString is { } database ? (string[])["--database", database] : [],
            .. more,
        ]);
}
