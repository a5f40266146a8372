using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// Lists a page's events of one type and status, newest start first: <c>GET /status-page/change/list</c>
/// </summary>
internal static class ListChanges
{
    public static readonly Operation<ListChangesRequest, ListChangesResponse> Info = new(
        "/status-page/change/list",
        "List status page events",
        Handle
    )
    {
        Kind = OperationKind.Read,
        CacheKey = (request, caller) =>
        {
            var (pageId, type, status, from, to, paging) = Check(request);
            caller.ApiKeyScope.DemandPage(pageId);
            // Clients choose time ranges freely, so those would fill the cache with responses that are read once.
            if (from is not null || to is not null || !paging.IsNearStart)
                return null;
            var variant = string.Create(
                CultureInfo.InvariantCulture,
                $"{(int)type}/{(int)status}/{paging.Page}/{paging.Limit}"
            );
            return new ResponseCacheKey(caller.AccountId, pageId, "changes", Variant: variant);
        },
    };

    private static async Task<ListChangesResponse> Handle(ListChangesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, type, status, from, to, paging) = Check(request);

        await PageReader.Exists(db, caller, pageId, cancel);
        var changes = db.Changes.AsNoTracking().Where(c => c.PageId == pageId && c.Type == type && c.Status == status);
        if (from is not null)
            changes = changes.Where(c => c.StartAt >= from);
        if (to is not null)
            changes = changes.Where(c => c.StartAt <= to);
        var (rows, total, hasNext) = await paging.Fetch(
            changes.OrderByDescending(c => c.StartAt).ThenByDescending(c => c.ChangeId),
            cancel
        );
        return new ListChangesResponse(await ChangeReader.Items(db, rows, cancel), total, hasNext);
    }

    private static (long PageId, ChangeType Type, ChangeStatus Status, long? From, long? To, Paging Paging) Check(
        ListChangesRequest request
    )
    {
        var pageId = Validate.Id(request.PageId, "page_id");
        var type = Validate.Required(request.Type, "type");
        var status = Validate.Required(request.Status, "status");
        StatusField.Check(status, "status", type);
        var from = Validate.Seconds(request.StartAtSeconds, "start_at_seconds");
        var to = Validate.Seconds(request.EndAtSeconds, "end_at_seconds");
        if (to < from)
            throw Errors.Invalid(Messages.RangeReversed, "end_at_seconds", "start_at_seconds");
        return (pageId, type, status, from, to, Paging.Check(request.P, request.Limit, limitByDefault: 20));
    }
}

public sealed record ListChangesRequest
{
    [Required]
    public long? PageId { get; set; }
    public long? StartAtSeconds { get; set; }
    public long? EndAtSeconds { get; set; }

    [Required]
    public ChangeType? Type { get; set; }

    [Required]
    public ChangeStatus? Status { get; set; }
    public long? P { get; set; }
    public long? Limit { get; set; }
}

public sealed record ListChangesResponse(IReadOnlyList<ChangeItem> Items, int Total, bool HasNextPage);
