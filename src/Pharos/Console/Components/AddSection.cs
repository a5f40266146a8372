using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Sections;
using Pharos.Console.Forms;
using Pharos.Console.Pages;
using Pharos.Storage;

namespace Pharos.Console.Components;

/// <summary>Adds a section: <c>POST /console/pages/{page_id}/sections</c></summary>
internal static class AddSection
{
    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await ShownPage.Find(request, db);
        var form = Form.Of(request, "section_name");
        try
        {
            await UpsertSections.Info.Run(
                new UpsertSectionsRequest { PageId = page.PageId, Sections = [new SectionFields { Name = form["section_name"] }] }, request.Operation(db));
            return request.See(page.Path + "/components?done=section-added");
        }
        catch (ApiException error) when (form.Takes(error, request.Texts, ("sections", "section_name", "SectionName")))
        {
            db.ChangeTracker.Clear();
            return await ShowComponents.Page(request, db, page, new Form(), form);
        }
    }
}
