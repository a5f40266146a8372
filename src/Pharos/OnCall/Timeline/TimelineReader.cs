using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;

namespace Pharos.OnCall.Timeline;

/// <summary>Reads the timeline of an incident or an alert that the caller may see.</summary>
internal static class TimelineReader
{
    private static readonly ListOrder<TimelineEntryRow> ByTime = new(1, e => e.CreatedAt, e => e.EntryId);

    /// <summary>Validates which part of a timeline to read.</summary>
    public static ListPart Check(TimelineRequest request) =>
        ListPart.Check(request.P, request.Limit, request.SearchAfterCtx, ByTime.Code(request.Asc == true));

    /// <param name="types">The types on the wire; empty for all.</param>
    public static async Task<TimelineResponse> Read(
        OperationContext op,
        string refId,
        IReadOnlyList<string> types,
        ListPart part,
        bool ascending
    )
    {
        var accountId = op.Caller.AccountId;
        var entries = op.Db.TimelineEntries.AsNoTracking().Where(e => e.RefId == refId && e.AccountId == accountId);
        if (types.Count > 0)
            entries = entries.Where(e => EF.Parameter(types).Contains(e.Type));
        var page = await part.Read(entries, ByTime, TimeWindow.All, ascending, op.Cancel);
        return new TimelineResponse(page.HasNext, page.Cursor, [.. page.Rows.Select(Item)]);
    }

    private static TimelineItem Item(TimelineEntryRow row) =>
        new(
            row.RefId,
            row.Type,
            JsonSerializer.Deserialize<JsonElement>(row.Detail),
            row.AccountId,
            row.CreatorId,
            row.CreatedAt,
            row.CreatedAt
        );
}

/// <summary>Which entries of a timeline to read.</summary>
public abstract record TimelineRequest
{
    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>At most 100; 20 if 0 or absent.</summary>
    public long? Limit { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }
}

/// <summary>An entry of a timeline as the API returns it.</summary>
/// <param name="RefId">The incident or the alert.</param>
/// <param name="Detail">What the type says in addition.</param>
/// <param name="CreatorId">0 for the system.</param>
/// <param name="CreatedAt">Unix milliseconds.</param>
/// <param name="UpdatedAt">Unix milliseconds.</param>
public sealed record TimelineItem(
    string RefId,
    string Type,
    JsonElement Detail,
    long AccountId,
    long CreatorId,
    long CreatedAt,
    long UpdatedAt
);

/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record TimelineResponse(bool HasNextPage, string SearchAfterCtx, IReadOnlyList<TimelineItem> Items);
