using System.Collections.Concurrent;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// The last snapshot of each page, shared by its views: taken again when the page changed, or when it is a minute old because
/// days end and maintenances draw near by themselves. With the database gone it is the last good one, which says so of itself, so
/// that views can be made that nobody had asked for before.
/// </summary>
internal sealed class Snapshots(SnapshotReader reader, ResponseCache held, TimeProvider clock)
{
    private const int MostKept = 500;
    private const long FreshFor = 60;
    private const long RetryAfterFault = 2;

    private readonly ConcurrentDictionary<long, Kept> kept = new();

    /// <summary>Null when there is no such page. Fails where the database does and no snapshot was ever taken.</summary>
    public Task<PageSnapshot?> Of(long pageId)
    {
        var version = held.Version(pageId);
        var now = clock.Seconds();
        var before = kept.GetValueOrDefault(pageId);
        if (before is not null && before.Version == version && IsFresh(before, now))
            return before.Snapshot.Value;
        if (before is null && kept.Count >= MostKept)
            kept.Clear();
        var next = new Kept(version, now, before?.Good, () => reader.Take(pageId, CancellationToken.None));
        kept[pageId] = next;
        return next.Snapshot.Value;
    }

    private bool IsFresh(Kept last, long now)
    {
        if (last.Snapshot.Value.IsFaulted)
            return false;
        // A database that does not answer is not asked again for each view.
        return last.HasFailed ? now - last.TakenAt < RetryAfterFault : held.Hears && now - last.TakenAt < FreshFor;
    }

    private sealed class Kept
    {
        private readonly Func<Task<PageSnapshot?>> take;

        /// <param name="good">The last good one before it.</param>
        public Kept(long version, long takenAt, PageSnapshot? good, Func<Task<PageSnapshot?>> take)
        {
            (Version, TakenAt, Good, this.take) = (version, takenAt, good, take);
            Snapshot = new(Take);
        }

        public long Version { get; }
        public long TakenAt { get; }
        public Lazy<Task<PageSnapshot?>> Snapshot { get; }

        /// <summary>The last good one by now.</summary>
        public PageSnapshot? Good { get; private set; }

        /// <summary>Whether the last good one stands in for it.</summary>
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
