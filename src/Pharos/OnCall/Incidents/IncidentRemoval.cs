using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Incidents;

/// <summary>Deletes incidents whose alerts are closed or have moved.</summary>
internal static class IncidentRemoval
{
    public static async Task Delete(PharosDb db, IReadOnlyList<IncidentRow> incidents, CancellationToken cancel)
    {
        var ids = incidents.Select(i => i.IncidentId).ToList();
        await db.TimelineEntries.Where(e => EF.Parameter(ids).Contains(e.RefId)).ExecuteDeleteAsync(cancel);
        // Save what was done to the alerts before, so that the update below finds no stale rows.
        await db.SaveChangesAsync(cancel);
        await db
            .Alerts.Where(a => EF.Parameter(ids).Contains(a.IncidentId!))
            .ExecuteUpdateAsync(a => a.SetProperty(r => r.IncidentId, (string?)null), cancel);
        db.Incidents.RemoveRange(incidents);
    }
}
