using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Host;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.Web;

namespace Pharos.Bench;

/// <summary>
/// Runs the parts of the public site in this process, so that each can be timed. All times are in milliseconds.
/// </summary>
internal sealed class MeasuredSite : IAsyncDisposable
{
    private readonly Seed seed;
    private readonly Store store;
    private readonly WebApplication app;
    private readonly SnapshotReader reader;
    private readonly SiteViews views;
    private int writes;

    private MeasuredSite(Seed seed, Store store)
    {
        (this.seed, this.store) = (seed, store);
        app = PharosServer.Build(
            new PharosOptions { Data = seed.Folder, Urls = "https://127.0.0.1:0" },
            store,
            new ConfigurationBuilder().Build()
        );
        (reader, views) = (
            app.Services.GetRequiredService<SnapshotReader>(),
            app.Services.GetRequiredService<SiteViews>()
        );
    }

    public static async Task<MeasuredSite> Open(Seed seed) => new(seed, await seed.Open());

    /// <summary>Reads the page's window and computes uptime, without a cache.</summary>
    public async Task<double> Cold()
    {
        var uncached = new SnapshotReader(store.Databases, new ChangeSnapshotReader(), store.Clock);
        return await Time(() => Uptime(uncached));
    }

    /// <summary>Reads the page and computes uptime after a change to one event.</summary>
    public async Task<double> AfterChange()
    {
        await Write();
        return await Time(() => Uptime(reader));
    }

    /// <summary>Renders and compresses the page.</summary>
    public async Task<double> Render()
    {
        var page = await Uptime(reader);
        return await Time(async () => (await views.Page(Site(page)))!.Brotli);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await store.DisposeAsync();
    }

    private static async Task<double> Time<T>(Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private async Task<PageSnapshot> Uptime(SnapshotReader from)
    {
        var page = await from.Take(seed.PageId, CancellationToken.None)
            ?? throw new InvalidOperationException("the page does not exist");
        // Uptime is computed on first access.
        foreach (var component in page.ShownComponents)
            _ = component.Days.Count;
        return page;
    }

    private Site Site(PageSnapshot page) =>
        views.SiteOf(page, "/s/" + Seed.Slug, HtmlView.Page.Path, new ReadingLanguage(Language.English, false));

    private async Task Write()
    {
        await using var db = await store.Databases.CreateDbContextAsync();
        await UpdateChange.Info.Run(
            new UpdateChangeRequest
            {
                PageId = seed.PageId,
                ChangeId = seed.ChangeIds[++writes % seed.ChangeIds.Count],
                Title = $"Title {writes}",
            },
            store.Operation(db, seed.Owner, CancellationToken.None)
        );
    }
}
