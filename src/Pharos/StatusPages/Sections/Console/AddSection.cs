using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>Adds a section: <c>POST /console/pages/{page_id}/sections</c></summary>
internal static class AddSection
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, "section_name");
        try
        {
            await UpsertSections.Info.Run(
                new UpsertSectionsRequest
                {
                    PageId = page.PageId,
                    Sections = [new SectionFields { Name = form["section_name"] }],
                },
                request.Operation(db)
            );
            return request.See(page.Path + "/components?done=section-added");
        }
        catch (ApiException error)
            when (form.Takes(error, request.Texts, ("sections", "section_name", ComponentsTexts.SectionName)))
        {
            db.ChangeTracker.Clear();
            return await ShowComponents.Page(request, db, page, new Form(), form);
        }
    }
}
