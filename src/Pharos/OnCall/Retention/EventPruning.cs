using Microsoft.EntityFrameworkCore;

namespace Pharos.OnCall.Retention;

// The database compares; the expression is never run here.
#pragma warning disable CA1309

/// <summary>Deletes old events of closed alerts. The alerts keep their counts, titles and labels.</summary>
internal static class EventPruning
{
    /// <param name="before">Unix seconds; 0 deletes nothing.</param>
    public static async Task<int> Prune(Batches batches, long accountId, long before, CancellationToken cancel)
    {
        var deleted = 0;
        var (time, eventId) = (long.MinValue, "");
        while (true)
        {
            var some = await batches.Read(
                db =>
                    db.AlertEvents.Where(e =>
                            e.AccountId == accountId
                            && e.Time < before
                            && (e.Time > time || (e.Time == time && string.Compare(e.EventId, eventId) > 0))
                        )
                        .OrderBy(e => e.Time)
                        .ThenBy(e => e.EventId)
                        .Take(Batches.Size)
                        .Select(e => new
                        {
                            e.EventId,
                            e.Time,
                            IsOpen = db.Alerts.Any(a => a.AlertId == e.AlertId && a.IsOpen),
                        })
                        .ToListAsync(cancel),
                cancel
            );
            if (some.Count == 0)
                return deleted;
            (time, eventId) = (some[^1].Time, some[^1].EventId);
            var ids = some.Where(e => !e.IsOpen).Select(e => e.EventId).ToList();
            if (ids.Count > 0)
                deleted += await batches.Write(
                    lockedAccount: null,
                    db => db.AlertEvents.Where(e => EF.Parameter(ids).Contains(e.EventId)).ExecuteDeleteAsync(cancel),
                    cancel
                );
        }
    }
}
