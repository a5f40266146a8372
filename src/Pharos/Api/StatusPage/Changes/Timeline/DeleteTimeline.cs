using System.ComponentModel.DataAnnotations;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.StatusPage.Changes.Timeline;

/// <summary>Takes an update out of an event: <c>POST /status-page/change/timeline/delete</c></summary>
internal static class DeleteTimeline
{
    public static readonly Operation<DeleteTimelineRequest, Nothing> Info =
        new("/status-page/change/timeline/delete", "Delete event timeline entry", Handle)
        {
            Permission = Permissions.StatusPagesEventsManage,
            Audit = new("timeline:write:delete") { IsDangerous = true },
        };

    private static async Task<Nothing> Handle(DeleteTimelineRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Check.Id(request.PageId, "page_id");
        var changeId = Check.Id(request.ChangeId, "change_id");
        var updateId = Check.Ulid(request.UpdateId, "update_id");

        await using var write = await op.BeginWrite(Info, request);
        var change = await DerivedChange.Lock(db, write, caller, pageId, changeId, cancel);
        var update = change.Updates.Find(u => u.UpdateId == updateId) ?? throw Problem.NotFound("update_id");
        if (change.Updates.Count == 1)
            throw Problem.Invalid("LastUpdate", "update_id");
        change.Updates.Remove(update);
        db.Updates.Remove(update);
        await DerivedChange.Rewritten(db, change, op.Clock, (_, _) => "update_id", cancel);
        write.About(change.Title);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

public sealed record DeleteTimelineRequest
{
    [Required] public long? PageId { get; set; }
    [Required] public long? ChangeId { get; set; }
    [Required] public string? UpdateId { get; set; }
}
