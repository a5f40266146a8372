using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Timeline;

namespace Pharos.OnCall.Alerts;

/// <summary>What people do to an alert.</summary>
internal static class AlertActions
{
    /// <summary>
    /// Closes an alert: the next event with its key makes a new one. Its status stays as the source left it.
    /// </summary>
    /// <param name="memberId">0 for the system.</param>
    public static void Close(PharosDb db, TimeProvider clock, AlertRow alert, long memberId)
    {
        if (!alert.IsOpen)
            return;
        var now = clock.Seconds();
        (alert.IsOpen, alert.CloseTime, alert.EndTime, alert.UpdatedAt) = (false, now, now, now);
        Timelines.Add(db, clock, alert.AccountId, alert.AlertId, TimelineTypes.AlertClose, creatorId: memberId);
    }
}
