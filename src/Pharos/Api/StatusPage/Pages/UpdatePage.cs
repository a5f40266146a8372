using System.ComponentModel.DataAnnotations;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.StatusPage.Pages;

/// <summary>Changes a page's settings: <c>POST /status-page/update</c></summary>
internal static class UpdatePage
{
    public static async Task<Nothing> Handle(
        UpdatePageRequest request, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.Demand(Permissions.StatusPagesManage);
        var pageId = Check.Id(request.PageId, "page_id");

        await using var write = await writes.Begin(db, caller, AuditedOperations.PageUpdate, request, cancel);
        await write.LockInstallation(cancel);
        var page = await PageReader.Lock(db, write, caller, pageId, cancel);
        if (request.Name is not null)
            page.Name = Check.Line(request.Name, "name", 255);
        if (request.UrlName is not null)
            page.UrlName = PageFields.Slug(request.UrlName, "url_name");
        request.PutInto(page);
        page.UpdatedAt = clock.Seconds();
        await PageNames.DemandFree(db, page, cancel);
        write.About(page.Name);
        await write.Commit(cancel);
        return Nothing.ToSay;
    }
}

public sealed record UpdatePageRequest : PageFields
{
    [Required] public long? PageId { get; set; }
}
