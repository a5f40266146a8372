using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Templates;

/// <summary>Deletes a template: <c>POST /status-page/template/delete</c></summary>
internal static class DeleteTemplate
{
    public static readonly Operation<DeleteTemplateRequest, EmptyResponse> Info = new(
        "/status-page/template/delete",
        "Delete an event template",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        Audit = new(OperationTexts.TemplateWriteDelete),
    };

    private static async Task<EmptyResponse> Handle(DeleteTemplateRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");
        var type = Validate.Required(request.Type, "type");
        var id = Validate.Ulid(request.TemplateId, "template_id");

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var row = await db.Templates.SingleOrDefaultAsync(
            t => t.PageId == pageId && t.Type == type && t.TemplateId == id,
            cancel
        ) ?? throw Errors.NotFound("template_id");
        db.Templates.Remove(row);
        write.SetAuditTarget(row.Title);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record DeleteTemplateRequest
{
    [Required]
    public long? PageId { get; set; }

    [Required]
    public TemplateType? Type { get; set; }

    [Required]
    public string? TemplateId { get; set; }
}
