using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Changes;

/// <summary>Deletes an event with its timeline: <c>POST /status-page/change/delete</c></summary>
internal static class DeleteChange
{
    public static readonly Operation<DeleteChangeRequest, EmptyResponse> Info = new(
        "/status-page/change/delete",
        "Delete status page event",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.ChangeWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(DeleteChangeRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var changeId = Validate.Id(request.ChangeId, "change_id");

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        await SubscriberScopes.RemoveChange(db, pageId, changeId, cancel);
        var change = db.Changes.Where(c => c.ChangeId == changeId && c.PageId == pageId);
        write.SetAuditTarget(
            await change.Select(c => c.Title).SingleOrDefaultAsync(cancel) ?? throw Errors.NotFound("change_id")
        );
        await change.ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record DeleteChangeRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public long? ChangeId { get; set; }
}
