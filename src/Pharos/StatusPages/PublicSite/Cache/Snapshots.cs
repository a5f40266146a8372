using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// The latest snapshot of each page, shared by all its views. A snapshot is taken again after the page changes, and
/// after a minute because views depend on the time. While the database is unreachable the last good snapshot is
/// returned, marked as stale, so that even views without a cached page can be rendered.
/// </summary>
internal sealed class Snapshots(SnapshotReader reader, CacheVersions versions, TimeProvider clock) : IDisposable
{
    private const int MaxPages = 500;

    private readonly VersionedCache<long, PageSnapshot> snapshots = new(
        versions,
        clock,
        new()
        {
            MaxSize = MaxPages,
            Version = versions.Version,
            Size = static (_, _) => 1,
            FreshFor = TimeSpan.FromSeconds(60),
        }
    );

    /// <summary>
    /// Null when there is no such page. Throws if the database is unreachable and there is no snapshot yet.
    /// </summary>
    public async Task<PageSnapshot?> Get(long pageId) =>
        await snapshots.Get(
            pageId,
            (_, cancel) => reader.Take(pageId, cancel),
            CancellationToken.None,
            static (last, _) => Task.FromResult(last with { IsLastGood = true })
        );

    public void Dispose() => snapshots.Dispose();
}
