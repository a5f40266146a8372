using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Components;

/// <summary>
/// Deletes components, all or nothing: <c>POST /status-page/component/delete</c>. Their rows stay, marked as deleted,
/// because published changes still name them.
/// </summary>
internal static class DeleteComponents
{
    public static readonly Operation<DeleteComponentsRequest, EmptyResponse> Info = new(
        "/status-page/component/delete",
        "Delete components",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.ComponentWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(DeleteComponentsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var ids = Validate.Ulids(request.ComponentIds, "component_ids");

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var rows = await db
            .Components.Where(c => c.PageId == pageId && c.DeletedAt == null && ids.Contains(c.ComponentId))
            .ToDictionaryAsync(c => c.ComponentId, StringComparer.Ordinal, cancel);
        var hidden = await db
            .Sections.Where(s => s.PageId == pageId && s.HideAll)
            .Select(s => s.SectionId)
            .ToHashSetAsync(cancel);
        for (var i = 0; i < ids.Count; i++)
        {
            if (!rows.TryGetValue(ids[i], out var row))
                throw Errors.NotFound(Validate.Index("component_ids", i));
            row.DeletedAt = row.UpdatedAt = op.Clock.Seconds();
            // A hidden section hides its components. Without it, changes would name this one.
            row.HideAll |= row.SectionId is not null && hidden.Contains(row.SectionId);
            row.SectionId = null;
        }

        await SubscriberScopes.RemoveComponents(db, ids, cancel);
        write.SetAuditTarget(string.Join(", ", ids.Select(id => rows[id].Name)));
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record DeleteComponentsRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    [MaxLength(1000)]
    public List<string?>? ComponentIds { get; set; }
}
