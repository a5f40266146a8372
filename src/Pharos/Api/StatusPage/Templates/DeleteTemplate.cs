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
    public static async Task<Nothing> Handle(DeleteTemplateRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        var pageId = Check.Id(request.PageId, "page_id");
        var type = Check.Required(request.Type, "type");
        var id = Check.Ulid(request.TemplateId, "template_id");

        await using var write = await writes.Begin(db, caller, AuditedOperations.TemplateDelete, request, cancel);
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
