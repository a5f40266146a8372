using System.ComponentModel.DataAnnotations;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.StatusPage.Pages;

/// <summary>Deletes a page with all it holds: <c>POST /status-page/delete</c></summary>
internal static class DeletePage
{
    public static async Task<Nothing> Handle(
        DeletePageRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        var pageId = Check.Id(request.PageId, "page_id");

        await using var write = await writes.Begin(db, caller, AuditedOperations.PageDelete, request, cancel);
        var page = await PageReader.Lock(db, write, caller, pageId, cancel);
        db.Pages.Remove(page);
        write.About(page.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

public sealed record DeletePageRequest
{
    [Required] public long? PageId { get; set; }
}
