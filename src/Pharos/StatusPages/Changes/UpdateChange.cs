using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Changes;

/// <summary>Updates a change's fields outside its timeline: <c>POST /status-page/change/update</c></summary>
internal static class UpdateChange
{
    public static readonly Operation<UpdateChangeRequest, EmptyResponse> Info = new(
        "/status-page/change/update",
        "Update status page event",
        Handle
    )
    {
        Permission = Permissions.StatusPagesEventsManage,
        Audit = new(OperationTexts.ChangeWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(UpdateChangeRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var errors = new FieldErrors();
        var pageId = errors.Check(() => Validate.Id(request.PageId, "page_id"));
        var changeId = errors.Check(() => Validate.Id(request.ChangeId, "change_id"));
        var title = request.Title is null ? null : errors.Check(() => Validate.Line(request.Title, "title", 255));
        var responders = errors.Check(() => References.CheckResponders(request.Responders));
        var linked = errors.Check(() => References.CheckLinked(request.LinkedChanges));
        errors.ThrowIfAny();

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var change = await db.Changes.SingleOrDefaultAsync(c => c.ChangeId == changeId && c.PageId == pageId, cancel)
            ?? throw Errors.NotFound("change_id");
        change.Title = title ?? change.Title;
        change.UpdatedAt = op.Clock.Seconds();
        change.Revision++;
        if (request.Responders is not null)
            await References.SetResponders(db, caller, change, responders, cancel);
        if (request.LinkedChanges is not null)
            await References.SetLinked(db, change, linked, cancel);
        write.SetAuditTarget(change.Title);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <summary>Absent keeps the value; a list replaces the whole list.</summary>
public sealed record UpdateChangeRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public long? ChangeId { get; set; }
    public string? Title { get; set; }

    [MaxLength(References.Max)]
    public List<long?>? Responders { get; set; }

    [MaxLength(References.Max)]
    public List<string?>? LinkedChanges { get; set; }
}
