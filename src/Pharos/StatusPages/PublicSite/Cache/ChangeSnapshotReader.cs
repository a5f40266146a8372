using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// Reads events of a page. Keeps those of its window: what is asked for next is only which of them moved on, and only
/// those are read again, so that the cost of a change does not grow with the events around it.
/// </summary>
internal sealed class ChangeSnapshotReader
{
    private const int MostPagesKept = 200;

    /// <summary>
    /// Incidents that are read whatever their age: readers of Atlassian's JSON expect the latest fifty.
    /// </summary>
    private const int MostIncidents = 50;

    private static readonly ChangeStatus[] OpenIncident = [.. ChangeStatuses.Incident.Where(s => !s.IsTerminal())];
    private static readonly ChangeStatus[] OpenMaintenance =
    [
        .. ChangeStatuses.Maintenance.Where(s => !s.IsTerminal()),
    ];

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<long, StoredChange>> kept = new();

    /// <summary>
    /// The page's events that are open, to come, or ended at or after <paramref name="since"/>, and its latest
    /// incidents; in no order.
    /// </summary>
    public async Task<IReadOnlyCollection<StoredChange>> InWindow(
        PharosDb db,
        long pageId,
        long since,
        CancellationToken cancel
    )
    {
        var changes = db.Changes.Where(c => c.PageId == pageId);
        // Each part names what an index begins with, so that none passes over all that ended before.
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
                    .Take(MostIncidents)
                    .Select(c => new ChangeVersion { ChangeId = c.ChangeId, Revision = c.Revision })
            )
            .ToListAsync(cancel);
        var now = (await Read(db, pageId, there, cancel)).ToDictionary(e => e.Row.ChangeId);
        if (kept.Count >= MostPagesKept)
            kept.Clear();
        kept[pageId] = now;
        return now.Values;
    }

    /// <summary>These events, in their order.</summary>
    /// <param name="events">Of this page, as they are in the database now.</param>
    public async Task<List<StoredChange>> Read(
        PharosDb db,
        long pageId,
        IReadOnlyList<ChangeVersion> events,
        CancellationToken cancel
    )
    {
        var known = kept.GetValueOrDefault(pageId);
        var missing = new List<long>();
        foreach (var one in events)
        {
            if (known?.GetValueOrDefault(one.ChangeId)?.Row.Revision != one.Revision)
                missing.Add(one.ChangeId);
        }

        var read = await FromDatabase(db, missing, cancel);
        return [.. events.Select(e => read.GetValueOrDefault(e.ChangeId) ?? known![e.ChangeId])];
    }

    /// <summary>Events by ID, whatever is kept of them.</summary>
    public static async Task<Dictionary<long, StoredChange>> FromDatabase(
        PharosDb db,
        IReadOnlyList<long> changeIds,
        CancellationToken cancel
    )
    {
        var result = new Dictionary<long, StoredChange>(changeIds.Count);
        // So few at a time that PostgreSQL looks each up in the index; for several hundred it would rather read the
        // whole table.
        foreach (var ids in changeIds.Chunk(100))
        {
            // As one parameter: with one for each ID, SQLite takes longer to prepare the statement than to run it.
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

/// <summary>Which event, and as of which write to it.</summary>
internal sealed record ChangeVersion
{
    public required long ChangeId { get; init; }
    public required long Revision { get; init; }
}
