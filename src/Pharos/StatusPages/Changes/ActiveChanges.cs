using Pharos.Database;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>Incidents that are not resolved, and maintenances in progress.</summary>
internal static class ActiveChanges
{
    private static readonly ChangeType[] Types = Enum.GetValues<ChangeType>();

    /// <summary>
    /// Callers filter by page. Naming the types lets the index on page, type and status skip all finished changes.
    /// </summary>
    public static IQueryable<ChangeRow> For(PharosDb db) =>
        db.Changes.Where(c => Types.Contains(c.Type) && ChangeStatuses.UnderWay.Contains(c.Status));
}
