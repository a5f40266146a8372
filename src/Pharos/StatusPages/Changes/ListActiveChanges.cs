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
/// Lists a page's events of one type that are not over, newest start first: <c>GET /status-page/change/active/list</c>
/// </summary>
internal static class ListActiveChanges
{
    public static readonly Operation<ListActiveChangesRequest, ListChangesResponse> Info = new(
        "/status-page/change/active/list",
        "List in-progress events of one type",
        Handle
    )
    {
        Kind = OperationKind.Read,
        CacheKey = (request, caller) =>
        {
            var (pageId, type, paging) = Check(request);
            caller.ApiKeyScope.DemandPage(pageId);
            if (!paging.IsNearStart)
                return null;
            var variant = string.Create(CultureInfo.InvariantCulture, $"{(int)type}/{paging.Page}/{paging.Limit}");
            return new ResponseCacheKey(caller.AccountId, pageId, "active-changes", Variant: variant);
        },
    };

    private static async Task<ListChangesResponse> Handle(ListActiveChangesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, type, paging) = Check(request);

        await PageReader.Exists(db, caller, pageId, cancel);
        var open = ChangeStatuses.For(type).Where(s => !s.IsTerminal()).ToList();
        var (rows, total, hasNext) = await paging.Fetch(
            db.Changes.AsNoTracking()
                .Where(c => c.PageId == pageId && c.Type == type && open.Contains(c.Status))
                .OrderByDescending(c => c.StartAt)
                .ThenByDescending(c => c.ChangeId),
            cancel
        );
        return new ListChangesResponse(await ChangeReader.Items(db, rows, cancel), total, hasNext);
    }

    private static (long PageId, ChangeType Type, Paging Paging) Check(ListActiveChangesRequest request) =>
        (
            Validate.Id(request.PageId, "page_id"),
            Validate.Required(request.Type, "type"),
            Paging.Check(request.P, request.Limit, limitByDefault: 20)
        );
}

public sealed record ListActiveChangesRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public ChangeType? Type { get; set; }
    public long? P { get; set; }
    public long? Limit { get; set; }
}
