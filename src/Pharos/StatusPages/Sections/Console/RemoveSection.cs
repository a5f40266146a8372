using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>
/// Shows the consequences and deletes a section: <c>/console/pages/{page_id}/sections/{section_id}/delete</c>
/// </summary>
internal static class RemoveSection
{
    public static readonly ConsoleForm<(PageContext Page, string SectionId)> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = async (request, db) =>
            (await PageContext.Find(request, db), (string)request.Http.Request.RouteValues["sectionId"]!),
        Page = async (request, db, _, form) => await Page(request, db, await SectionContext.Find(request, db), form),
        Submit = async (asked, _, op) =>
        {
            await DeleteSections.Info.Run(
                new DeleteSectionsRequest { PageId = asked.Page.PageId, SectionIds = [asked.SectionId] },
                op
            );
            return asked.Page.Path + "/components";
        },
        Notice = new("section-deleted", ComponentsTexts.DoneSectionDeleted),
    };

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, SectionContext section, Form form)
    {
        var (page, row) = section;
        var components = await db
            .Components.Where(c => c.SectionId == row.SectionId && c.DeletedAt == null)
            .OrderBy(c => c.OrderId)
            .ThenBy(c => c.ComponentId)
            .Select(c => c.Name)
            .ToListAsync(request.Cancel);
        return request.Page<RemoveSectionPage>(
            form.Status,
            (nameof(RemoveSectionPage.Page), page),
            (nameof(RemoveSectionPage.SectionId), row.SectionId),
            (nameof(RemoveSectionPage.Name), row.Name),
            (nameof(RemoveSectionPage.Components), components),
            (nameof(RemoveSectionPage.IsHidden), row.HideAll)
        );
    }
}
