using System.ComponentModel.DataAnnotations;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>Returns one page: <c>GET /status-page/info</c></summary>
internal static class PageInfo
{
    public static readonly Operation<PageInfoRequest, PageItem> Info = new(
        "/status-page/info",
        "Get status page detail",
        Handle
    )
    {
        Kind = OperationKind.Read,
        CacheKey = (request, caller) =>
        {
            var pageId = Validate.Id(request.PageId, "page_id");
            caller.ApiKeyScope.DemandPage(pageId);
            return new ResponseCacheKey(caller.AccountId, pageId, "page");
        },
    };

    private static async Task<PageItem> Handle(PageInfoRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var page = await PageReader.Find(db, caller, Validate.Id(request.PageId, "page_id"), cancel);
        return (await PageReader.Items(db, [page], cancel))[0];
    }
}

public sealed record PageInfoRequest
{
    [Required]
    public long? PageId { get; set; }
}
