using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Host;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Importing;

/// <summary>The real program, beside the running server that all tests share.</summary>
public sealed class ImportCommandTests(SharedServer shared) : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task Progress_is_told_every_hundred_events_and_the_server_that_runs_beside_shows_them_all()
    {
        var api = await shared.NewAccount();
        var (pageId, slug, _) = await NewPage(api, "Uploads");
        var before = await Resolved(api, pageId);

        var many = string.Join(
            '\n',
            Enumerable.Range(1, 229).Select(i => HistoryLines.Maintenance(change: e => e["id"] = $"m{i}"))
        );

        var done = await Import(many + "\n\n" + HistoryLines.Incident(), "--page", slug);

        Assert.Equal("230 events imported, 0 already there, 1 components created\n", done.Out);
        Assert.Equal("100 of 230 events\n200 of 230 events\n230 of 230 events\n", done.Error);
        Assert.Equal(0, done.Code);
        Assert.Empty(before);
        // The server polls the database four times a second for writes of other processes; until then it may serve a
        // cached list.
        await Eventually.True(async () => (await Resolved(api, pageId)).Count == 1, TimeSpan.FromSeconds(10));
        var incident = Assert.Single(await Resolved(api, pageId));
        Assert.Equal("Slow uploads", incident!["title"]!.GetValue<string>());
        Assert.True(incident["is_retrospective"]!.GetValue<bool>());
        Assert.False(incident["notify_subscribers"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_fault_in_the_last_line_keeps_out_all_of_them()
    {
        var api = await shared.NewAccount();
        var (pageId, slug, _) = await NewPage(api);

        var refused = await Import(
            HistoryLines.Incident() + "\n" + HistoryLines.Incident(e => e["updates"]![1]!["status"] = "Fixed"),
            "--page",
            slug
        );

        Assert.StartsWith("pharos: line 2: updates[1].status: must be one of", refused.Error, StringComparison.Ordinal);
        Assert.EndsWith("pharos: nothing was imported\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(("", 1), (refused.Out, refused.Code));
        Assert.Empty(await Resolved(api, pageId));
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_told_or_made_on_request()
    {
        var api = await shared.NewAccount();
        var slug = "new-" + Guid.NewGuid().ToString("N");

        var refused = await Import(HistoryLines.Incident(), "--page", slug);
        var made = await Import(
            HistoryLines.Incident(),
            "--page",
            slug,
            "--create-page",
            "Newcomer",
            "--email",
            api.Email
        );
        var pages = (await api.Get("/status-page/list")).Data["items"]!.AsArray();

        Assert.Equal(
            $"pharos: there is no page {slug}; create it with the API or with --create-page NAME\n",
            refused.Error
        );
        Assert.Equal(1, refused.Code);
        Assert.Equal("1 events imported, 0 already there, 1 components created\n", made.Out);
        Assert.Equal(
            (slug, "Newcomer", "public"),
            pages
                .Select(p =>
                    (p!["url_name"]!.GetValue<string>(), p["name"]!.GetValue<string>(), p["type"]!.GetValue<string>())
                )
                .Single()
        );
    }

    [Fact]
    public async Task A_page_made_for_a_file_that_is_then_refused_is_not_made()
    {
        var api = await shared.NewAccount();
        var slug = "new-" + Guid.NewGuid().ToString("N");

        var refused = await Import(
            HistoryLines.Incident(),
            "--page",
            slug,
            "--create-page",
            "Newcomer",
            "--email",
            api.Email,
            "--other-component",
            " "
        );

        Assert.Equal(1, refused.Code);
        Assert.Empty((await api.Get("/status-page/list")).Data["items"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told()
    {
        File.Delete(file);

        var refused = await PharosProgram.Run("import", file, "--page", "acme");

        Assert.Contains($"pharos: cannot read {file}", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, refused.Code);
    }

    private async Task<FinishedProgram> Import(string lines, params string[] arguments)
    {
        await File.WriteAllTextAsync(file, lines);
        return await PharosProgram.Run(["import", file, .. arguments, .. Where(shared.Server)]);
    }

    /// <summary>The options that lead the program to a server's database.</summary>
    internal static string[] Where(TestServer server)
    {
        var options = server.Services.GetRequiredService<PharosOptions>();
        return options.Database is { } database
            ? ["--data", options.Data, "--database", database]
            : ["--data", options.Data];
    }

    private async Task<(long PageId, string Slug, string[] ComponentIds)> NewPage(
        ApiClient api,
        params string[] components
    )
    {
        var (pageId, ids) = await api.NewPage(components);
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        return (pageId, await db.Pages.Where(p => p.PageId == pageId).Select(p => p.UrlName).SingleAsync(), ids);
    }

    private static async Task<JsonArray> Resolved(ApiClient api, long pageId) =>
        (
            await api.Get("/status-page/change/list", ("page_id", pageId), ("type", "incident"), ("status", "resolved"))
        ).Data["items"]!.AsArray();
}
