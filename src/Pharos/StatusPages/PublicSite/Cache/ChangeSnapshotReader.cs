using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// Reads a page's changes and keeps those in its window. Later reads ask only for revisions and load what has changed,
/// so the cost of a write does not grow with the number of changes.
/// </summary>
internal sealed class ChangeSnapshotReader
{
    private const int MaxPagesKept = 200;

    /// <summary>
    /// Incidents, and maintenances, that are read regardless of age: clients of Atlassian's JSON expect the latest
    /// fifty of each.
    /// </summary>
    private const int MaxFinished = 50;

    private static readonly ChangeStatus[] OpenIncident = [.. ChangeStatuses.Incident.Where(s => !s.IsTerminal())];
    private static readonly ChangeStatus[] OpenMaintenance =
    [
        .. ChangeStatuses.Maintenance.Where(s => !s.IsTerminal()),
    ];

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<long, StoredChange>> kept = new();

    /// <summary>
    /// The page's changes that are open, upcoming, or ended at or after <paramref name="since"/>, and its latest
    /// incidents and maintenances; unordered.
    /// </summary>
    public async Task<IReadOnlyCollection<StoredChange>> InWindow(
        PharosDb db,
        long pageId,
        long since,
        CancellationToken cancel
    )
    {
        var changes = db.Changes.Where(c => c.PageId == pageId);
        // Each part matches the start of an index, so that none scans all finished changes.
        var there = await changes
            .Where(c => c.CloseAt >= since)
            .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            .Union(
                changes
                    .Where(c => c.Type == ChangeType.Incident && OpenIncident.Contains(c.Status))
                    .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            )
            .Union(
                changes
                    .Where(c => c.Type == ChangeType.Maintenance && OpenMaintenance.Contains(c.Status))
                    .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            )
            .Union(
                changes
                    .Where(c => c.Type == ChangeType.Incident && c.Status == ChangeStatus.Resolved)
                    .OrderByDescending(c => c.StartAt)
                    .Take(MaxFinished)
                    .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            )
            .Union(
                changes
                    .Where(c => c.Type == ChangeType.Maintenance && c.Status == ChangeStatus.Completed)
                    .OrderByDescending(c => c.StartAt)
                    .Take(MaxFinished)
                    .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            )
            .ToListAsync(cancel);
        var now = (await Read(db, pageId, there, cancel)).ToDictionary(e => e.Row.ChangeId);
        if (kept.Count >= MaxPagesKept)
            kept.Clear();
        kept[pageId] = now;
        return now.Values;
    }

    /// <summary>These changes, in the given order.</summary>
    /// <param name="changes">Changes of this page with their current revisions.</param>
    public async Task<List<StoredChange>> Read(
        PharosDb db,
        long pageId,
        IReadOnlyList<ChangeVersion> changes,
        CancellationToken cancel
    )
    {
        var known = kept.GetValueOrDefault(pageId);
        var missing = new List<long>();
        foreach (var one in changes)
        {
            if (known?.GetValueOrDefault(one.ChangeId)?.Row.Revision != one.Revision)
                missing.Add(one.ChangeId);
        }

        var read = await FromDatabase(db, missing, cancel);
        return [.. changes.Select(e => read.GetValueOrDefault(e.ChangeId) ?? known![e.ChangeId])];
    }

    /// <summary>Changes by ID, always read from the database.</summary>
    public static async Task<Dictionary<long, StoredChange>> FromDatabase(
        PharosDb db,
        IReadOnlyList<long> changeIds,
        CancellationToken cancel
    )
    {
        var result = new Dictionary<long, StoredChange>(changeIds.Count);
        // In batches small enough for PostgreSQL to use the index; for several hundred IDs it prefers to scan the
        // table.
        foreach (var ids in changeIds.Chunk(100))
        {
            // As one parameter: with one per ID, SQLite takes longer to prepare the statement than to run it.
            var some = ids.ToList();
            var rows = await db
                .Changes.AsNoTracking()
                .Where(c => EF.Parameter(some).Contains(c.ChangeId))
                .ToListAsync(cancel);
            var componentChanges = (
                await db
                    .ComponentChanges.AsNoTracking()
                    .Where(c => EF.Parameter(some).Contains(c.ChangeId))
                    .ToListAsync(cancel)
            ).ToLookup(c => (c.ChangeId, c.UpdateId));
            var updates = (
                await db.Updates.AsNoTracking().Where(u => EF.Parameter(some).Contains(u.ChangeId)).ToListAsync(cancel)
            ).ToLookup(u => u.ChangeId);
            foreach (var row in rows)
            {
                var timeline = DerivedChange.InOrder(updates[row.ChangeId]);
                foreach (var update in timeline)
                    update.ComponentChanges.AddRange(
                        componentChanges[(row.ChangeId, update.UpdateId)].OrderBy(c => c.Position)
                    );
                result.Add(row.ChangeId, new StoredChange(row, timeline, timeline.ConvertAll(DerivedChange.Entry)));
            }
        }

        return result;
    }
}

/// <summary>A change and its revision.</summary>
internal sealed record ChangeVersion
{
    public required long ChangeId { get; init; }
    public required long Revision { get; init; }
}
