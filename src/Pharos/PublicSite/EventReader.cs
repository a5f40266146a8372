using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.StatusPage.Changes;
using Pharos.Status;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.PublicSite;

/// <summary>An event as read from the database, before hidden components are left out.</summary>
internal sealed record StoredEvent(ChangeRow Row, IReadOnlyList<UpdateRow> Updates, IReadOnlyList<TimelineEntry> Entries);

/// <summary>
/// Reads the events of a page's window. Keeps what it read: after a change it asks which events moved on and reads only those,
/// so that the cost of a change does not grow with the events around it.
/// </summary>
internal sealed class EventReader
{
    private const int MostPagesKept = 200;

    private readonly ConcurrentDictionary<long, Dictionary<long, StoredEvent>> kept = new();

    /// <summary>The page's events that are open, to come, or ended at or after <paramref name="since"/>.</summary>
    public async Task<IReadOnlyCollection<StoredEvent>> InWindow(StatusDb db, long pageId, long since, CancellationToken cancel)
    {
        List<ChangeStatus> open =
            [ChangeStatus.Investigating, ChangeStatus.Identified, ChangeStatus.Monitoring, ChangeStatus.Scheduled, ChangeStatus.Ongoing];
        var changes = db.Changes.AsNoTracking().Where(c => c.PageId == pageId);
        var there = await changes.Where(c => c.CloseAt >= since).Select(c => new { c.ChangeId, c.Revision })
            .Union(changes.Where(c => open.Contains(c.Status)).Select(c => new { c.ChangeId, c.Revision }))
            .ToListAsync(cancel);

        var before = kept.GetValueOrDefault(pageId) ?? [];
        var now = new Dictionary<long, StoredEvent>(there.Count);
        var missing = new List<long>();
        foreach (var one in there)
        {
            if (before.TryGetValue(one.ChangeId, out var known) && known.Row.Revision == one.Revision)
                now.Add(one.ChangeId, known);
            else
                missing.Add(one.ChangeId);
        }

        foreach (var read in await Read(db, missing, cancel))
            now.Add(read.Row.ChangeId, read);
        if (kept.Count >= MostPagesKept)
            kept.Clear();
        kept[pageId] = now;
        return now.Values;
    }

    /// <summary>Events by ID, in no order.</summary>
    public static async Task<List<StoredEvent>> Read(StatusDb db, IReadOnlyList<long> changeIds, CancellationToken cancel)
    {
        var result = new List<StoredEvent>(changeIds.Count);
        foreach (var ids in changeIds.Chunk(500))
        {
            var some = ids.ToList();
            var rows = await db.Changes.AsNoTracking().Where(c => some.Contains(c.ChangeId)).ToListAsync(cancel);
            var componentChanges = (await db.ComponentChanges.AsNoTracking().Where(c => some.Contains(c.ChangeId)).ToListAsync(cancel))
                .ToLookup(c => (c.ChangeId, c.UpdateId));
            var updates = (await db.Updates.AsNoTracking().Where(u => some.Contains(u.ChangeId)).ToListAsync(cancel)).ToLookup(u => u.ChangeId);
            foreach (var row in rows)
            {
                var timeline = DerivedChange.InOrder(updates[row.ChangeId]);
                foreach (var update in timeline)
                    update.ComponentChanges.AddRange(componentChanges[(row.ChangeId, update.UpdateId)].OrderBy(c => c.Position));
                result.Add(new StoredEvent(row, timeline, timeline.ConvertAll(DerivedChange.Entry)));
            }
        }

        return result;
    }
}
