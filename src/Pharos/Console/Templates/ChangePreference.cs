using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Pages;
using Pharos.Console.Forms;
using Pharos.Console.Pages;
using Pharos.Storage;

namespace Pharos.Console.Templates;

/// <summary>Says which kind of template clients offer first: <c>POST /console/pages/{page_id}/templates/preference</c></summary>
internal static class ChangePreference
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await ShownPage.Find(request, db);
        var form = Form.Of(request, "template_preference");
        try
        {
            await UpdatePage.Info.Run(
                new UpdatePageRequest { PageId = page.PageId, TemplatePreference = form["template_preference"] }, request.Operation(db));
            return request.See(page.Path + "/templates?done=changed");
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, ("template_preference", "template_preference", "PreferenceLabel")))
        {
            db.ChangeTracker.Clear();
            return await ShowTemplates.Page(request, db, page, form);
        }
    }
}
