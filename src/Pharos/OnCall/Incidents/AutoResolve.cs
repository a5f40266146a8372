using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Spaces;
using Pharos.OnCall.Timers;

namespace Pharos.OnCall.Incidents;

/// <summary>Sets the timer that closes an incident by itself, as its space says.</summary>
internal static class AutoResolve
{
    /// <param name="space">The incident's space; null if it has none.</param>
    public static Task Schedule(PharosDb db, IncidentRow incident, SpaceRow? space, CancellationToken cancel) =>
        space is { AutoResolveSeconds: > 0 }
            ? TimerRows.Set(
                db,
                TimerKind.AutoResolve,
                incident.IncidentId,
                incident.AccountId,
                DueAt(incident, space),
                cancel
            )
            : Task.CompletedTask;

    public static async Task Schedule(PharosDb db, IncidentRow incident, CancellationToken cancel) =>
        await Schedule(
            db,
            incident,
            await db.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.SpaceId == incident.SpaceId, cancel),
            cancel
        );

    /// <summary>In unix seconds. The space's setting may have changed since the timer was set.</summary>
    public static long DueAt(IncidentRow incident, SpaceRow space) =>
        (space.AutoResolveMode == AutoResolveMode.Trigger ? incident.StartTime : incident.LastMergeTime)
        + space.AutoResolveSeconds;
}
