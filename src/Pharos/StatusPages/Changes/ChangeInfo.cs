using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.StatusPages.Changes;

/// <summary>Returns one change with its timeline: <c>GET /status-page/change/info</c></summary>
internal static class ChangeInfo
{
    public static readonly Operation<ChangeInfoRequest, ChangeItem> Info = new(
        "/status-page/change/info",
        "Get status page event detail",
        Handle
    )
    {
        Kind = OperationKind.Read,
        CacheKey = (request, caller) =>
        {
            var (pageId, changeId) = Checked(request);
            caller.ApiKeyScope.DemandPage(pageId);
            return new ResponseCacheKey(caller.AccountId, pageId, "change", changeId);
        },
    };

    private static async Task<ChangeItem> Handle(ChangeInfoRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, changeId) = Checked(request);
        caller.ApiKeyScope.DemandPage(pageId);

        var change = await db
            .Changes.AsNoTracking()
            .SingleOrDefaultAsync(
                c =>
                    c.ChangeId == changeId
                    && c.PageId == pageId
                    && db.Pages.Any(p => p.PageId == pageId && p.AccountId == caller.AccountId),
                cancel
            );
        if (change is null)
        {
            await Pages.PageReader.Exists(db, caller, pageId, cancel);
            throw Errors.NotFound("change_id");
        }

        return (await ChangeReader.Items(db, [change], cancel))[0];
    }

    private static (long PageId, long ChangeId) Checked(ChangeInfoRequest request) =>
        (Validate.Id(request.PageId, "page_id"), Validate.Id(request.ChangeId, "change_id"));
}

public sealed record ChangeInfoRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public long? ChangeId { get; set; }
}
