using System.Text.Json;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Timeline;

/// <summary>
/// Adds entries to the timelines of incidents and alerts, within the transaction of what they report.
/// </summary>
internal static class Timelines
{
    private const string NoDetail = "{}";

    /// <param name="refId">The incident or the alert.</param>
    /// <param name="type">A name from <see cref="TimelineTypes"/>.</param>
    /// <param name="detail">A record from <c>TimelineDetails.cs</c>; null for none.</param>
    /// <param name="creatorId">The member; 0 for the system.</param>
    /// <param name="at">When it happened; null for now.</param>
    public static TimelineEntryRow Add(
        PharosDb db,
        TimeProvider clock,
        long accountId,
        string refId,
        string type,
        object? detail = null,
        long creatorId = 0,
        DateTimeOffset? at = null
    )
    {
        var entry = new TimelineEntryRow
        {
            EntryId = Ids.NewObjectId(clock),
            AccountId = accountId,
            RefId = refId,
            Type = type,
            Detail = detail is null ? NoDetail : JsonSerializer.Serialize(detail, detail.GetType(), WireJson.Options),
            CreatorId = creatorId,
            CreatedAt = (at ?? clock.GetUtcNow()).ToUnixTimeMilliseconds(),
        };
        db.TimelineEntries.Add(entry);
        return entry;
    }
}
