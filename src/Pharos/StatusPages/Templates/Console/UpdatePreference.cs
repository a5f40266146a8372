using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Templates.Console;

/// <summary>
/// Sets the template type that clients offer first: <c>POST /console/pages/{page_id}/templates/preference</c>
/// </summary>
internal static class UpdatePreference
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "template_preference");
        try
        {
            await UpdatePage.Info.Run(
                new UpdatePageRequest { PageId = page.PageId, TemplatePreference = form["template_preference"] },
                request.Operation(db)
            );
            return request.See(page.Path + "/templates?done=changed");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("template_preference", "template_preference", TemplatesTexts.PreferenceLabel)
                )
            )
        {
            db.ChangeTracker.Clear();
            return await ShowTemplates.Page(request, db, page, form);
        }
    }
}
