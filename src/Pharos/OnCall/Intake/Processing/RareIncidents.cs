using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>Finds problems that a space has not seen for 30 days, in a space that has seen others.</summary>
internal static class RareIncidents
{
    private const long Seconds = 30 * 86400;

    /// <param name="space">The space, as it was before the incident.</param>
    /// <param name="incident">A new incident, not saved yet.</param>
    /// <param name="touched">Other incidents of the same problem in this transaction.</param>
    public static async Task<bool> IsRare(
        PharosDb db,
        SpaceRow space,
        IncidentRow incident,
        IReadOnlyList<IncidentRow> touched,
        CancellationToken cancel
    )
    {
        if (space.LastIncidentAt is null || touched.Count > 0)
            return false;
        var since = incident.StartTime - Seconds;
        return !await db.Incidents.AnyAsync(
            i => i.SpaceId == space.SpaceId && i.DedupKey == incident.DedupKey && i.StartTime >= since,
            cancel
        );
    }
}
