using System.ComponentModel.DataAnnotations;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>Updates a page's settings: <c>POST /status-page/update</c></summary>
internal static class UpdatePage
{
    public static readonly Operation<UpdatePageRequest, EmptyResponse> Info = new(
        "/status-page/update",
        "Update status page; omitted fields keep their values",
        Handle
    )
    {
        Permission = Permissions.StatusPagesManage,
        MaxBodyBytes = _ => PageFields.MaxBodyBytes,
        Audit = new(OperationTexts.PageWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(UpdatePageRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var pageId = Validate.Id(request.PageId, "page_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockInstallation(cancel);
        var page = await PageReader.Lock(db, write, caller, pageId, cancel);
        var errors = new FieldErrors();
        if (request.Name is not null)
            page.Name = errors.Check(() => Validate.Line(request.Name, "name", 255));
        var (slug, domain) = (page.UrlName, page.CustomDomain);
        if (request.UrlName is not null)
            page.UrlName = errors.Check(() => Slug.Check(request.UrlName, "url_name"));
        request.PutInto(page, errors);
        errors.ThrowIfAny();
        page.UpdatedAt = op.Clock.Seconds();
        await PageNames.DemandFree(op, page, domain);
        if (page.UrlName != slug)
        {
            await FormerSlugs.Take(db, page, cancel);
            await FormerSlugs.Retire(db, page, slug, op.Clock.Seconds(), cancel);
        }

        write.SetAuditTarget(page.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record UpdatePageRequest : PageFields
{
    [Required]
    public long? PageId { get; set; }
}
