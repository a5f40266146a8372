using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>Adds a section: <c>POST /console/pages/{page_id}/sections</c></summary>
internal static class AddSection
{
    public static readonly ConsoleForm<PageContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = PageContext.Find,
        Fields = [new("section_name", ComponentsTexts.SectionName) { WireNames = ["sections"] }],
        Page = (request, db, page, form) => ShowComponents.Page(request, db, page, new Form(), form),
        Submit = async (page, form, op) =>
        {
            await UpsertSections.Info.Run(
                new UpsertSectionsRequest
                {
                    PageId = page.PageId,
                    Sections = [new SectionFields { Name = form["section_name"] }],
                },
                op
            );
            return page.Path + "/components";
        },
        Notice = new("section-added", ComponentsTexts.DoneSectionAdded),
    };
}
