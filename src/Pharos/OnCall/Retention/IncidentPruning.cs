using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.Retention;

// The database compares; the expression is never run here.
#pragma warning disable CA1309

/// <summary>
/// Deletes incidents that have been closed for long enough, with everything that belongs to them. The database deletes
/// the rows of the full-text index, the responders, and the events of alerts.
/// </summary>
internal static class IncidentPruning
{
    /// <param name="before">Unix seconds; 0 deletes nothing.</param>
    public static async Task<int> Prune(Batches batches, long accountId, long before, CancellationToken cancel)
    {
        var deleted = 0;
        var (startTime, incidentId) = (long.MinValue, "");
        while (true)
        {
            var some = await batches.Read(
                db =>
                    db.Incidents.Where(i =>
                            i.AccountId == accountId
                            && i.Progress == IncidentProgress.Closed
                            && i.StartTime < before
                            && (
                                i.StartTime > startTime
                                || (i.StartTime == startTime && string.Compare(i.IncidentId, incidentId) > 0)
                            )
                        )
                        .OrderBy(i => i.StartTime)
                        .ThenBy(i => i.IncidentId)
                        .Take(Batches.Size)
                        .Select(i => new
                        {
                            i.IncidentId,
                            i.StartTime,
                            IsOld = (i.CloseTime == 0 ? i.UpdatedAt : i.CloseTime) < before,
                        })
                        .ToListAsync(cancel),
                cancel
            );
            if (some.Count == 0)
                return deleted;
            (startTime, incidentId) = (some[^1].StartTime, some[^1].IncidentId);
            foreach (var old in some.Where(i => i.IsOld))
                deleted += await Delete(batches, accountId, old.IncidentId, before, cancel);
        }
    }

    /// <summary>
    /// Deletes the alerts some at a time, because a storm leaves thousands, and with the last of them the incident. If
    /// a member reopens it in between, the rest stays.
    /// </summary>
    private static async Task<int> Delete(
        Batches batches,
        long accountId,
        string incidentId,
        long before,
        CancellationToken cancel
    )
    {
        var isDone = false;
        var deleted = 0;
        while (!isDone)
            deleted += await batches.Write(
                accountId,
                async db =>
                {
                    var old = db.Incidents.Where(i =>
                        i.IncidentId == incidentId
                        && i.Progress == IncidentProgress.Closed
                        && (i.CloseTime == 0 ? i.UpdatedAt : i.CloseTime) < before
                    );
                    if (!await old.AnyAsync(cancel) || await HasOpenAlert(db, incidentId, cancel))
                    {
                        isDone = true;
                        return 0;
                    }

                    if (await AlertPruning.DeleteSome(db, a => a.IncidentId == incidentId, cancel) > 0)
                        return 0;
                    isDone = true;
                    await db.TimelineEntries.Where(e => e.RefId == incidentId).ExecuteDeleteAsync(cancel);
                    await db.Timers.Where(t => t.RefId == incidentId).ExecuteDeleteAsync(cancel);
                    return await old.ExecuteDeleteAsync(cancel);
                },
                cancel
            );
        return deleted;
    }

    private static Task<bool> HasOpenAlert(PharosDb db, string incidentId, CancellationToken cancel) =>
        db.Alerts.AnyAsync(a => a.IncidentId == incidentId && a.IsOpen, cancel);
}
