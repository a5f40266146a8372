using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>Finds problems that a space has not seen for 30 days, in a space that has seen others.</summary>
internal static class RareIncidents
{
    private const long Seconds = 30 * 86400;

    /// <param name="incident">A new incident, not saved yet.</param>
    public static async Task<bool> IsRare(PharosDb db, IncidentRow incident, CancellationToken cancel)
    {
        var since = incident.StartTime - Seconds;
        var earlier = db.Incidents.Where(i => i.SpaceId == incident.SpaceId);
        if (
            await earlier.AnyAsync(i => i.DedupKey == incident.DedupKey && i.StartTime >= since, cancel)
            || db.ChangeTracker.Entries<IncidentRow>()
                .Any(e =>
                    e.Entity != incident
                    && e.Entity.SpaceId == incident.SpaceId
                    && e.Entity.DedupKey == incident.DedupKey
                )
        )
            return false;
        return await earlier.AnyAsync(cancel);
    }
}
