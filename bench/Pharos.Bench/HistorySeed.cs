using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Demo;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.Pages;

namespace Pharos.Bench;

/// <summary>
/// A data folder with a page of 30 components and a history: either the file in the environment variable
/// <c>HISTORY</c>, shifted in time so that its last event ended an hour ago, or the demo's history.
/// </summary>
internal sealed record HistorySeed(string Folder, string? Database, string Slug, string Source) : IAsyncDisposable
{
    private const int Components = 30;

    public string[] Arguments => Database is null ? ["--data", Folder] : ["--data", Folder, "--database", Database];

    public static async Task<HistorySeed> Make()
    {
        var folder = Directory.CreateTempSubdirectory("pharos-bench-").FullName;
        var database = await Postgres.NewDatabase();
        await using var store = await Store.Open(folder, database, TimeProvider.System, CancellationToken.None);
        return Environment.GetEnvironmentVariable("HISTORY") is { Length: > 0 } file
            ? new HistorySeed(
                folder,
                database,
                "bench",
                $"{Path.GetFileName(file)}, {await Import(store, file)} events"
            )
            : new HistorySeed(folder, database, SampleCompany.Slug, $"the demo's {await Demo(store)} events");
    }

    public string Site(Uri server, string rest = "") => new Uri(server, $"/s/{Slug}{rest}").ToString();

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        await Postgres.Drop(Database);
    }

    private static async Task<int> Import(Store store, string file)
    {
        var cancel = CancellationToken.None;
        var now = store.Clock.Seconds();
        var events = HistoryFile.Read(await File.ReadAllBytesAsync(file), now);
        var shift = now - 3600 - events.Max(e => Math.Max(e.ResolvedAt, e.Updates[^1].At));
        events =
        [
            .. events.Select(e =>
                e with
                {
                    StartedAt = e.StartedAt + shift,
                    ResolvedAt = e.ResolvedAt + shift,
                    Updates = [.. e.Updates.Select(u => u with { At = u.At + shift })],
                }
            ),
        ];
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var owner = await CreateAccount.Info.Run(
            new CreateAccountRequest
            {
                Name = "Bench",
                Email = "bench@example.com",
                Password = "three-measured-rounds",
            },
            store.Operation(db, Caller.Anonymous(RequestSource.CommandLine("")), cancel)
        );
        var page = await CreatePage.Info.Run(
            new CreatePageRequest
            {
                Name = "Bench",
                Type = PageType.Public,
                UrlName = "bench",
                DateView = DateView.Calendar,
                DisplayUptimeMode = UptimeMode.ChartAndPercentage,
            },
            store.Operation(db, owner, cancel)
        );
        await ImportHistory.Info.Run(
            new ImportHistoryRequest(events, page.PageId, "Other", static _ => { }),
            store.Operation(db, owner, cancel)
        );
        await AddComponents(store, db, owner, page.PageId);
        return events.Count;
    }

    private static async Task<int> Demo(Store store)
    {
        var events = DemoHistory.For(store.Clock.Seconds());
        var sample = await FillDemo.Handle(
            "three-measured-rounds",
            events,
            store,
            static _ => { },
            CancellationToken.None
        );
        await using var db = await store.Databases.CreateDbContextAsync();
        var page = db.Pages.Single();
        var member = db.Members.Single();
        await AddComponents(store, db, new(page.AccountId, member.MemberId, Permissions.All), sample.PageId);
        return events.Count;
    }

    private static async Task AddComponents(Store store, PharosDb db, Caller owner, long pageId)
    {
        var more = Components - db.Components.Count();
        var since = store.Clock.Seconds() - (365 * 86400);
        if (more > 0)
            await UpsertComponents.Info.Run(
                new UpsertComponentsRequest
                {
                    PageId = pageId,
                    Components =
                    [
                        .. Enumerable
                            .Range(1, more)
                            .Select(i => new ComponentFields { Name = $"Region {i}", AvailableSinceSeconds = since }),
                    ],
                },
                store.Operation(db, owner, CancellationToken.None)
            );
        await Postgres.Analyze(db);
    }
}
