using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.StatusPages.Changes.Timeline;

/// <summary>Corrects the text or the time of an update: <c>POST /status-page/change/timeline/update</c></summary>
internal static class UpdateTimeline
{
    public static readonly Operation<UpdateTimelineRequest, EmptyResponse> Info = new(
        "/status-page/change/timeline/update",
        "Update event timeline entry",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.TimelineWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(UpdateTimelineRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var (pageId, changeId, updateId) = request.Check();

        await using var write = await op.BeginWrite(Info, request);
        var change = await DerivedChange.Lock(db, write, caller, pageId, changeId, cancel);
        var update = change.Updates.Find(u => u.UpdateId == updateId) ?? throw Errors.NotFound("update_id");
        update.Description = request.Description ?? update.Description;
        if (request.AtSeconds is { } at)
        {
            // Moving the first update to an earlier time moves the start too, unless the update only announces a later
            // start.
            if (
                at < change.StartAt
                && update.AtSeconds >= change.StartAt
                && update == DerivedChange.InOrder(change.Updates)[0]
            )
                change.StartAt = at;
            update.AtSeconds = at;
        }

        await DerivedChange.Rewritten(db, change, op.Clock, (_, _) => "at_seconds", cancel);
        write.SetAuditTarget(change.Title);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>Absent keeps the value.</summary>
public sealed record UpdateTimelineRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public long? ChangeId { get; set; }

    [Required]
    public string? UpdateId { get; set; }
    public long? AtSeconds { get; set; }
    public string? Description { get; set; }

    internal (long PageId, long ChangeId, string UpdateId) Check()
    {
        var errors = new FieldErrors();
        var ids = (
            errors.Check(() => Validate.Id(PageId, "page_id")),
            errors.Check(() => Validate.Id(ChangeId, "change_id")),
            errors.Check(() => Validate.Ulid(UpdateId, "update_id"))
        );
        errors.Check(() => Validate.Seconds(AtSeconds, "at_seconds"));
        if (Description is not null)
            Description = errors.Check(() => Validate.Text(Description, "description"));
        errors.ThrowIfAny();
        return ids;
    }
}
