using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>Lists the account's pages: <c>GET /status-page/list</c></summary>
internal static class ListPages
{
    /// <summary>Keys for more pages than this are rare, and their scope makes a long cache key.</summary>
    private const int MaxCachedScope = 50;

    public static readonly Operation<ListPagesRequest, ListPagesResponse> Info = new(
        "/status-page/list",
        "List status pages with their components and sections",
        Handle
    )
    {
        Kind = OperationKind.Read,
        CacheKey = (request, caller) =>
        {
            var paging = Check(request);
            return paging.IsNearStart && caller.ApiKeyScope.PageIds is not { Count: > MaxCachedScope }
                ? new ResponseCacheKey(caller.AccountId, 0, "pages", Variant: Variant(paging, caller.ApiKeyScope))
                : null;
        },
    };

    private static async Task<ListPagesResponse> Handle(ListPagesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var paging = Check(request);
        var all = db.Pages.AsNoTracking().Where(p => p.AccountId == caller.AccountId);
        if (caller.ApiKeyScope.PageIds is { } some)
        {
            var ids = some.ToList();
            all = all.Where(p => ids.Contains(p.PageId));
        }

        var (pages, total, hasNext) = await paging.Fetch(all.OrderBy(p => p.CreatedAt).ThenBy(p => p.PageId), cancel);
        return new ListPagesResponse(await PageReader.Items(db, pages, cancel), total, hasNext);
    }

    private static Paging Check(ListPagesRequest request) => Paging.Check(request.P, request.Limit, limitByDefault: 20);

    private static string Variant(Paging paging, ApiKeyScope scope)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{paging.Page}/{paging.Limit}");
        return scope.PageIds is { } ids ? $"{range}/{string.Join(',', ids.Order())}" : range;
    }
}

public sealed record ListPagesRequest
{
    public long? P { get; set; }
    public long? Limit { get; set; }
}

public sealed record ListPagesResponse(IReadOnlyList<PageItem> Items, int Total, bool HasNextPage);
