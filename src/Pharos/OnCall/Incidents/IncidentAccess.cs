using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Incidents;

/// <summary>The incidents that a caller may see.</summary>
internal static class IncidentAccess
{
    /// <summary>The account's incidents outside spaces, and in spaces that the caller may see.</summary>
    public static IQueryable<IncidentRow> For(PharosDb db, Caller caller, SpaceAccess access) =>
        Within(db.Incidents, caller, access);

    /// <summary>Those of some rows that the caller may see.</summary>
    public static IQueryable<IncidentRow> Within(IQueryable<IncidentRow> rows, Caller caller, SpaceAccess access)
    {
        var incidents = rows.Where(i => i.AccountId == caller.AccountId);
        return access.HiddenIds.Count == 0
            ? incidents
            : incidents.Where(i => i.SpaceId == null || !EF.Parameter(access.HiddenIds).Contains(i.SpaceId.Value));
    }
}
