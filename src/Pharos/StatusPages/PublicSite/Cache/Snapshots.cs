using System.Collections.Concurrent;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// The latest snapshot of each page, shared by all its views. A snapshot is retaken after the page changes, and after a
/// minute because views depend on the time. While the database is unreachable the last good snapshot is returned,
/// marked as stale, so that even views without a cached page can be rendered.
/// </summary>
internal sealed class Snapshots(SnapshotReader reader, ResponseCache responses, TimeProvider clock)
{
    private const int MostKept = 500;
    private const long FreshFor = 60;
    private const long RetryAfterFault = 2;

    private readonly ConcurrentDictionary<long, CachedSnapshot> kept = new();

    /// <summary>
    /// Null when there is no such page. Throws if the database is unreachable and there is no snapshot yet.
    /// </summary>
    public Task<PageSnapshot?> Of(long pageId)
    {
        var version = responses.Version(pageId);
        var now = clock.Seconds();
        var before = kept.GetValueOrDefault(pageId);
        if (before is not null && before.Version == version && IsFresh(before, now))
            return before.Snapshot.Value;
        if (before is null && kept.Count >= MostKept)
            kept.Clear();
        var next = new CachedSnapshot(version, now, before?.Good, () => reader.Take(pageId, CancellationToken.None));
        kept[pageId] = next;
        return next.Snapshot.Value;
    }

    private bool IsFresh(CachedSnapshot last, long now)
    {
        if (last.Snapshot.Value.IsFaulted)
            return false;
        // An unreachable database is not queried again for every view.
        return last.HasFailed
            ? now - last.TakenAt < RetryAfterFault
            : responses.IsConnected && now - last.TakenAt < FreshFor;
    }

    private sealed class CachedSnapshot
    {
        private readonly Func<Task<PageSnapshot?>> take;

        /// <param name="good">The last good snapshot so far.</param>
        public CachedSnapshot(long version, long takenAt, PageSnapshot? good, Func<Task<PageSnapshot?>> take)
        {
            (Version, TakenAt, Good, this.take) = (version, takenAt, good, take);
            // SQLite reads on the caller's thread; without this one, others would wait for the lock with theirs.
            Snapshot = new(() => Task.Run(Take));
        }

        public long Version { get; }
        public long TakenAt { get; }
        public Lazy<Task<PageSnapshot?>> Snapshot { get; }

        /// <summary>The last good snapshot.</summary>
        public PageSnapshot? Good { get; private set; }

        /// <summary>Whether taking it failed, and the last good snapshot replaces it.</summary>
        public bool HasFailed { get; private set; }

        private async Task<PageSnapshot?> Take()
        {
            try
            {
                return Good = await take();
            }
            catch (Exception fault) when (Good is not null && fault is not OutOfMemoryException)
            {
                HasFailed = true;
                return Good with { IsLastGood = true };
            }
        }
    }
}
