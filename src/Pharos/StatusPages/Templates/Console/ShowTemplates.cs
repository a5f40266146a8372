using Pharos.Database;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>A page's templates of both kinds: <c>GET /console/pages/{page_id}/templates</c></summary>
internal static class ShowTemplates
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db) =>
        await Page(request, db, await PageContext.Find(request, db), null);

    /// <param name="refused">The form of the preference, if it was rejected.</param>
    public static async Task<IResult> Page(ConsoleRequest request, PharosDb db, PageContext page, Form? refused)
    {
        var starts = await ListTemplates.Info.Run(
            new ListTemplatesRequest { PageId = page.PageId, Type = TemplateType.PreDefined },
            request.Operation(db)
        );
        var texts = await ListTemplates.Info.Run(
            new ListTemplatesRequest { PageId = page.PageId, Type = TemplateType.Message },
            request.Operation(db)
        );
        var row = await PageReader.Find(db, request.Caller, page.PageId, request.Cancel);
        return request.Page<TemplatesPage>(
            refused?.Status ?? StatusCodes.Status200OK,
            (nameof(TemplatesPage.Page), page),
            (nameof(TemplatesPage.Starts), starts.Items),
            (nameof(TemplatesPage.Texts), texts.Items),
            (nameof(TemplatesPage.Form), refused ?? new Form { ["template_preference"] = row.TemplatePreference ?? "" })
        );
    }
}
