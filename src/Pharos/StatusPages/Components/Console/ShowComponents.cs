using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary>
/// A page's sections and components, with forms to add some: <c>GET /console/pages/{page_id}/components</c>
/// </summary>
internal static class ShowComponents
{
    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return await Page(request, db, await PageContext.Find(request, db), new Form(), new Form());
    }

    /// <param name="form">The form that adds components.</param>
    /// <param name="sectionForm">The form that adds a section.</param>
    public static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        PageContext page,
        Form form,
        Form sectionForm
    )
    {
        var item = await PageInfo.Info.Run(new PageInfoRequest { PageId = page.PageId }, request.Operation(db));
        return request.Page<ComponentsPage>(
            form.IsRight ? sectionForm.Status : form.Status,
            (nameof(ComponentsPage.Page), page),
            (nameof(ComponentsPage.Groups), ComponentGroup.From(item)),
            (nameof(ComponentsPage.Form), form),
            (nameof(ComponentsPage.SectionForm), sectionForm)
        );
    }
}
