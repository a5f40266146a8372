using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.StatusPages.Changes.Timeline;

/// <summary>Takes an update out of an event: <c>POST /status-page/change/timeline/delete</c></summary>
internal static class DeleteTimeline
{
    public static readonly Operation<DeleteTimelineRequest, EmptyResponse> Info = new(
        "/status-page/change/timeline/delete",
        "Delete event timeline entry",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.TimelineWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(DeleteTimelineRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var changeId = Validate.Id(request.ChangeId, "change_id");
        var updateId = Validate.Ulid(request.UpdateId, "update_id");

        await using var write = await op.BeginWrite(Info, request);
        var change = await DerivedChange.Lock(db, write, caller, pageId, changeId, cancel);
        var update = change.Updates.Find(u => u.UpdateId == updateId) ?? throw Errors.NotFound("update_id");
        if (change.Updates.Count == 1)
            throw Errors.Invalid(Messages.LastUpdate, "update_id");
        change.Updates.Remove(update);
        db.Updates.Remove(update);
        await DerivedChange.Rewritten(db, change, op.Clock, (_, _) => "update_id", cancel);
        write.SetAuditTarget(change.Title);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record DeleteTimelineRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public long? ChangeId { get; set; }

    [Required]
    public string? UpdateId { get; set; }
}
