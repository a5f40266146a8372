using System.Text.RegularExpressions;
using Pharos.Tests.StatusPages;
using Pharos.Tests.StatusPages.PublicSite;
using Pharos.Tests.StatusPages.PublicSite.Export;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Crash;

/// <summary>
/// The real program, killed without warning while it publishes: the files that remain are those of one moment, all of
/// them.
/// </summary>
[Trait("Runs", "Once")]
public sealed class KilledPublisherTests(ITestOutputHelper output)
{
    private const int Seed = 20260228;

    [Theory]
    [InlineData(3)]
    [InlineData(8, Traits = ["Runs", "Full"])]
    public async Task What_remains_is_one_whole_edition(int kills)
    {
        output.WriteLine($"{kills} kills; seed {Seed}");
        var random = new Random(Seed);
        var folder = Directory.CreateTempSubdirectory("pharos-crash-").FullName;
        await using var first = await TestServer.Start();
        var page = await SitePage.Create(await first.NewAccount());
        for (var i = 0; i < 12; i++)
            await page.Events.Publish(new { title = $"Event {i}" });
        await first.Stop();
        var (site, staging) = (
            new SiteOnDisk(Path.Combine(folder, page.Slug)),
            Path.Combine(folder, ".pharos", "next", page.Slug)
        );
        var edition = 0;

        for (var kill = 0; kill < kills; kill++)
        {
            await using var server = await PharosProcess.Serve("--data", first.Folder, "--publish", folder);
            using var http = TestServer.NewHttpClient(server.Address);
            var api = new ApiClient(http, page.Api.Key, page.Api.Caller, "");
            // The name is in every file, so every file tells which edition it is of.
            await Rename(api, page, ++edition);
            await Eventually.True(
                () => Task.FromResult(site.Has("index.html") && Editions(site, "index.html").SequenceEqual([edition])),
                TimeSpan.FromSeconds(60)
            );
            await Rename(api, page, ++edition);
            var files = random.Next(0, 3 * 12);
            await Eventually.True(
                () => Task.FromResult(HasCome(files, staging, site, edition)),
                TimeSpan.FromSeconds(60)
            );
            await server.Kill();

            var remaining = site.HtmlFiles.SelectMany(file => Editions(site, file)).Distinct().ToList();
            Assert.True(
                remaining.Count == 1 && edition - remaining[0] is 0 or 1,
                $"editions {string.Join(", ", remaining)} remain of {edition}"
            );
            Assert.Equal(2 * 12, site.HtmlFiles.Count(file => file.Contains("events/", StringComparison.Ordinal)));
            site.Crawl();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Whether so many files of the next edition are written, or all of it is in place already.</summary>
    private static bool HasCome(int files, string staging, SiteOnDisk site, int edition) =>
        Editions(site, "index.html").Contains(edition)
        || (Directory.Exists(staging) && Written(staging, edition) >= files);

    /// <summary>How many files of an edition are written; 0 if the publisher replaces one at this moment.</summary>
    private static int Written(string staging, int edition)
    {
        try
        {
            return Directory
                .EnumerateFiles(staging, "*.html", SearchOption.AllDirectories)
                .Count(file => Editions(File.ReadAllText(file)).Contains(edition));
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task Rename(ApiClient api, SitePage page, int edition) =>
        _ = (
            await api.Post(
                "/status-page/update",
                new { page_id = page.Events.PageId, page_title = $"edition {edition}." }
            )
        ).Data;

    private static IEnumerable<int> Editions(SiteOnDisk site, string file) => Editions(site.Text(file));

    private static IEnumerable<int> Editions(string html) =>
        Regex.Matches(html, @"edition (\d+)\.").Select(m => int.Parse(m.Groups[1].Value)).Distinct();
}
