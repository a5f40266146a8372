using System.Collections.Concurrent;
using Pharos.Storage;

namespace Pharos.PublicSite;

/// <summary>
/// The last snapshot of each page, shared by its views: taken again when the page changed, or when it is a minute old because
/// days end and maintenances draw near by themselves.
/// </summary>
internal sealed class Snapshots(SnapshotReader reader, FinishedAnswers held, TimeProvider clock)
{
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<long, Kept> kept = new();

    /// <summary>Null when there is no such page.</summary>
    public Task<PageSnapshot?> Of(long pageId)
    {
        var version = held.Version(pageId);
        var now = clock.Seconds();
        if (kept.TryGetValue(pageId, out var last) && held.Hears && last.Version == version && now - last.TakenAt < 60 && !last.Snapshot.Value.IsFaulted)
            return last.Snapshot.Value;
        if (kept.Count >= MostKept)
            kept.Clear();
        var next = new Kept(version, now, new Lazy<Task<PageSnapshot?>>(() => reader.Take(pageId, CancellationToken.None)));
        kept[pageId] = next;
        return next.Snapshot.Value;
    }

    private sealed record Kept(long Version, long TakenAt, Lazy<Task<PageSnapshot?>> Snapshot);
}
