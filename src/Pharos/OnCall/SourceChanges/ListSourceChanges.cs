using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.SourceChanges;

/// <summary>Lists changes that overlap a window, newest first: <c>POST /change/list</c></summary>
internal static class ListSourceChanges
{
    private const int MaxQuery = 255;

    public static readonly Operation<ListSourceChangesRequest, ListSourceChangesResponse> Info = new(
        "/change/list",
        "List changes of monitored systems",
        Handle
    )
    {
        Kind = OperationKind.Ask,
        IsForAccount = true,
    };

    private static readonly ListOrder<SourceChangeRow> ByStart = new(1, c => c.StartTime, c => c.ChangeId);
    private static readonly ListOrder<SourceChangeRow> ByLast = new(2, c => c.LastTime, c => c.ChangeId);

    private static async Task<ListSourceChangesResponse> Handle(ListSourceChangesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var window = TimeWindow.CheckOptional(request.StartTime, request.EndTime);
        var ascending = request.Asc == true;
        var byLast = request.Orderby == SourceChangeOrder.LastTime;
        var order = byLast ? ByLast : ByStart;
        var part = ListPart.Check(request.P, request.Limit, request.SearchAfterCtx, order.Code(ascending));
        var spaceIds = Validate.OptionalIds(request.ChannelIds, "channel_ids");
        var integrationIds = Validate.OptionalIds(request.IntegrationIds, "integration_ids");
        var query = Validate.OptionalLine(request.Query, "query", MaxQuery);

        var access = await SpaceAccess.For(db, caller, cancel);
        var changes = db.SourceChanges.AsNoTracking().Where(c => c.AccountId == caller.AccountId);
        if (access.HiddenIds.Count > 0)
            changes = changes.Where(c => !EF.Parameter(access.HiddenIds).Contains(c.SpaceId));
        if (spaceIds.Count > 0)
            changes = changes.Where(c => EF.Parameter(spaceIds).Contains(c.SpaceId));
        if (integrationIds.Count > 0)
            changes = changes.Where(c => EF.Parameter(integrationIds).Contains(c.IntegrationId));
        if (query is not null)
        {
            var lower = query.ToLowerInvariant();
            changes = changes.Where(c =>
                PharosDb.Lower(c.Title).Contains(lower)
                || c.Title.Contains(query)
                || PharosDb.Lower(c.Description).Contains(lower)
                || c.Description.Contains(query)
                || c.ChangeKey.Contains(query)
            );
        }

        // The window of the sort key is a range of its index; the other end of the overlap is a filter.
        changes = byLast ? changes.Where(c => c.StartTime <= window.To) : changes.Where(c => c.LastTime >= window.From);
        var range = byLast ? window with { To = long.MaxValue } : window with { From = long.MinValue };
        var page = await part.Read(changes, order, range, ascending, cancel);
        var spaces = await SpaceName.Read(db, page.Rows.Select(c => c.SpaceId), cancel);
        var integrations = await IntegrationName.Read(db, page.Rows.Select(c => c.IntegrationId), cancel);
        return new ListSourceChangesResponse(
            [
                .. page.Rows.Select(row =>
                    SourceChangeItem.From(
                        row,
                        spaces.GetValueOrDefault(row.SpaceId) ?? SpaceName.None,
                        integrations.GetValueOrDefault(row.IntegrationId) ?? IntegrationName.Unknown,
                        request.IncludeEvents == true
                    )
                ),
            ],
            page.Total,
            page.HasNext,
            page.Cursor
        );
    }
}

/// <summary>What a list of changes is sorted by.</summary>
public enum SourceChangeOrder
{
    StartTime,
    LastTime,
}

public sealed record ListSourceChangesRequest
{
    /// <summary>Unix seconds. Changes whose latest event is at or after it.</summary>
    public long? StartTime { get; set; }

    /// <summary>Unix seconds, at most 31 days after the start. Changes that started at or before it.</summary>
    public long? EndTime { get; set; }

    /// <summary>From 1; not together with search_after_ctx.</summary>
    public long? P { get; set; }

    /// <summary>At most 100; 20 if absent.</summary>
    public long? Limit { get; set; }

    /// <summary>The cursor of the previous response; empty for the first page.</summary>
    public string? SearchAfterCtx { get; set; }

    /// <summary>By start if absent.</summary>
    public SourceChangeOrder? Orderby { get; set; }

    /// <summary>Newest first unless true.</summary>
    public bool? Asc { get; set; }

    [MaxLength(100)]
    public List<long?>? ChannelIds { get; set; }

    [MaxLength(100)]
    public List<long?>? IntegrationIds { get; set; }

    /// <summary>Part of the title, the description or the key; case is ignored in the former two.</summary>
    public string? Query { get; set; }

    /// <summary>Whether each change contains its latest 20 events.</summary>
    public bool? IncludeEvents { get; set; }
}

/// <param name="Total">The number of changes found: exact below 1,000, otherwise 1,000.</param>
/// <param name="SearchAfterCtx">The cursor of the next page; empty on the last page.</param>
public sealed record ListSourceChangesResponse(
    IReadOnlyList<SourceChangeItem> Items,
    int Total,
    bool HasNextPage,
    string SearchAfterCtx
);
