using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Alerts;

namespace Pharos.OnCall.Retention;

/// <summary>Deletes closed alerts that belong to no incident. The others go with theirs.</summary>
internal static class AlertPruning
{
    /// <summary>Events of alerts that one transaction deletes, unless one alert alone has more.</summary>
    private const long MaxEvents = 1000;

    /// <param name="before">Unix seconds; 0 deletes nothing.</param>
    public static async Task<int> Prune(Batches batches, long accountId, long before, CancellationToken cancel)
    {
        var (all, deleted) = (0, 0);
        do
        {
            deleted = await batches.Write(
                accountId,
                db =>
                    DeleteSome(
                        db,
                        a => a.AccountId == accountId && a.UpdatedAt < before && a.IncidentId == null && !a.IsOpen,
                        cancel
                    ),
                cancel
            );
            all += deleted;
        } while (deleted > 0);

        return all;
    }

    /// <summary>Deletes some alerts with their timelines and events; returns how many.</summary>
    public static async Task<int> DeleteSome(
        PharosDb db,
        Expression<Func<AlertRow, bool>> which,
        CancellationToken cancel
    )
    {
        var found = await db
            .Alerts.Where(which)
            .OrderBy(a => a.UpdatedAt)
            .Take(Batches.Size)
            .Select(a => new { a.AlertId, a.EventCount })
            .ToListAsync(cancel);
        var (ids, events) = (new List<string>(), 0L);
        foreach (var alert in found.TakeWhile(a => events == 0 || events + a.EventCount <= MaxEvents))
        {
            ids.Add(alert.AlertId);
            events += alert.EventCount;
        }

        if (ids.Count == 0)
            return 0;
        await db.TimelineEntries.Where(e => EF.Parameter(ids).Contains(e.RefId)).ExecuteDeleteAsync(cancel);
        return await db.Alerts.Where(a => EF.Parameter(ids).Contains(a.AlertId)).ExecuteDeleteAsync(cancel);
    }
}
