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
        space is not null
        && IncidentStates.Read(incident).AutoResolveAt(space.AutoResolveMode, space.AutoResolveSeconds) is { } due
            ? TimerRows.Set(db, TimerKind.AutoResolve, incident.IncidentId, incident.AccountId, due, cancel)
            : Task.CompletedTask;

    public static async Task Schedule(PharosDb db, IncidentRow incident, CancellationToken cancel) =>
        await Schedule(
            db,
            incident,
            await db.Spaces.AsNoTracking().SingleOrDefaultAsync(s => s.SpaceId == incident.SpaceId, cancel),
            cancel
        );
}
