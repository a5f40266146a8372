using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Alerts;
using Pharos.OnCall.Timeline;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>What else ends when incidents close.</summary>
internal static class IncidentClosing
{
    /// <summary>Closes the open alerts of incidents, which then take no more events, and cancels the timers.</summary>
    /// <param name="memberId">Who closed the incidents; 0 for the system.</param>
    public static async Task CloseAlerts(
        PharosDb db,
        TimeProvider clock,
        IReadOnlyCollection<IncidentRow> closed,
        long memberId,
        CancellationToken cancel
    )
    {
        if (closed.Count == 0)
            return;
        var ids = closed.Select(i => i.IncidentId).ToList();
        await TimerRows.CancelAll(db, ids, cancel);
        var alerts = await db
            .Alerts.Where(a => EF.Parameter(ids).Contains(a.IncidentId!) && a.IsOpen)
            .ToListAsync(cancel);
        foreach (var alert in alerts)
            AlertActions.Close(db, clock, alert, memberId);
    }
}
