using Pharos.Status;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.StatusPage.Changes;

/// <summary>Incidents that are not resolved and maintenances under way.</summary>
internal static class EventsUnderWay
{
    private static readonly ChangeType[] Types = Enum.GetValues<ChangeType>();

    /// <summary>To be narrowed to pages: with the types, the index on page, type and status leads past however many are over.</summary>
    public static IQueryable<ChangeRow> Of(StatusDb db) => db.Changes.Where(c => Types.Contains(c.Type) && ChangeStatuses.UnderWay.Contains(c.Status));
}
