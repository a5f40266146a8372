using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Pages;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.StatusPage.Templates;

/// <summary>Deletes a template: <c>POST /status-page/template/delete</c></summary>
internal static class DeleteTemplate
{
    public static readonly Operation<DeleteTemplateRequest, Nothing> Info =
        new("/status-page/template/delete", "Delete an event template", Handle)
        {
            Permission = Permissions.StatusPagesManage,
            Audit = new("template:write:delete"),
        };

    private static async Task<Nothing> Handle(DeleteTemplateRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Check.Id(request.PageId, "page_id");
        var type = Check.Required(request.Type, "type");
        var id = Check.Ulid(request.TemplateId, "template_id");

        await using var write = await op.BeginWrite(Info, request);
        await PageReader.Lock(db, write, caller, pageId, cancel);
        var row = await db.Templates.SingleOrDefaultAsync(t => t.PageId == pageId && t.Type == type && t.TemplateId == id, cancel) ?? throw Problem.NotFound("template_id");
        db.Templates.Remove(row);
        write.About(row.Title);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

public sealed record DeleteTemplateRequest
{
    [Required] public long? PageId { get; set; }
    [Required] public TemplateType? Type { get; set; }
    [Required] public string? TemplateId { get; set; }
}
