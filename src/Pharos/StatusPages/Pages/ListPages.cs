using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>Lists the account's pages: <c>GET /status-page/list</c></summary>
internal static class ListPages
{
    public static readonly Operation<ListPagesRequest, ListPagesResponse> Info =
        new("/status-page/list", "List status pages with their components and sections", Handle)
        {
            Kind = OperationKind.Read,
        };

    private static async Task<ListPagesResponse> Handle(ListPagesRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var paging = Paging.Check(request.P, request.Limit, limitByDefault: 20);
        var all = db.Pages.AsNoTracking().Where(p => p.AccountId == caller.AccountId);
        if (caller.ApiKeyScope.PageIds is { } some)
        {
            var ids = some.ToList();
            all = all.Where(p => ids.Contains(p.PageId));
        }

        var (pages, total, hasNext) = await paging.Of(
            all.OrderBy(p => p.CreatedAt).ThenBy(p => p.PageId), cancel);
        return new ListPagesResponse(await PageReader.Items(db, pages, cancel), total, hasNext);
    }
}

public sealed record ListPagesRequest
{
    public long? P { get; set; }
    public long? Limit { get; set; }
}

public sealed record ListPagesResponse(IReadOnlyList<PageItem> Items, int Total, bool HasNextPage);
