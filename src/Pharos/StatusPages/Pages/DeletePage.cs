using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>Deletes a page and everything on it: <c>POST /status-page/delete</c></summary>
internal static class DeletePage
{
    public static readonly Operation<DeletePageRequest, EmptyResponse> Info = new(
        "/status-page/delete",
        "Delete status page and everything on it",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.PageWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(DeletePageRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockInstallation(cancel);
        var page = await PageReader.Lock(db, write, caller, pageId, cancel);
        db.Pages.Remove(page);
        await FormerSlugs.Retire(db, page, page.UrlName, op.Clock.Seconds(), cancel);
        write.SetAuditTarget(page.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record DeletePageRequest
{
    [Required]
    public long? PageId { get; set; }
}
