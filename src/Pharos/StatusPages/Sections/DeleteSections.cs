using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Subscribers;

namespace Pharos.StatusPages.Sections;

/// <summary>
/// Deletes sections, all or nothing; their components become ungrouped: <c>POST /status-page/section/delete</c>
/// </summary>
internal static class DeleteSections
{
    public static readonly Operation<DeleteSectionsRequest, EmptyResponse> Info = new(
        "/status-page/section/delete",
        "Delete sections; their components become ungrouped",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.SectionWriteDelete),
    };

    private static async Task<EmptyResponse> Handle(DeleteSectionsRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var ids = Validate.Ulids(request.SectionIds, "section_ids");

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var rows = await db.Sections.Where(s => s.PageId == pageId && ids.Contains(s.SectionId)).ToListAsync(cancel);
        for (var i = 0; i < ids.Count; i++)
        {
            if (rows.All(s => s.SectionId != ids[i]))
                throw Errors.NotFound(Validate.Index("section_ids", i));
        }

        await SubscriberScopes.RemoveSections(db, ids, cancel);
        var now = op.Clock.Seconds();
        await db
            .Components.Where(c => c.PageId == pageId && c.SectionId != null && ids.Contains(c.SectionId))
            .ExecuteUpdateAsync(
                set => set.SetProperty(c => c.SectionId, (string?)null).SetProperty(c => c.UpdatedAt, now),
                cancel
            );
        db.Sections.RemoveRange(rows);
        write.SetAuditTarget(string.Join(", ", rows.Select(s => s.Name)));
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record DeleteSectionsRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    [MaxLength(1000)]
    public List<string?>? SectionIds { get; set; }
}
