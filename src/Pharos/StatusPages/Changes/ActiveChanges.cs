using Pharos.Database;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>Incidents that are not resolved and maintenances under way.</summary>
internal static class ActiveChanges
{
    private static readonly ChangeType[] Types = Enum.GetValues<ChangeType>();

    /// <summary>
    /// To be narrowed to pages: with the types, the index on page, type and status leads past however many are over.
    /// </summary>
    public static IQueryable<ChangeRow> For(PharosDb db) =>
        db.Changes.Where(c => Types.Contains(c.Type) && ChangeStatuses.UnderWay.Contains(c.Status));
}
