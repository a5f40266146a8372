using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>
/// Shows the consequences and deletes a section: <c>/console/pages/{page_id}/sections/{section_id}/delete</c>
/// </summary>
internal static class RemoveSection
{
    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var row = await EditSection.Find(request, db, page);
        var components = await db
            .Components.Where(c => c.SectionId == row.SectionId && c.DeletedAt == null)
            .OrderBy(c => c.OrderId)
            .ThenBy(c => c.ComponentId)
            .Select(c => c.Name)
            .ToListAsync(request.Cancel);
        return request.Page<RemoveSectionPage>(
            StatusCodes.Status200OK,
            (nameof(RemoveSectionPage.Page), page),
            (nameof(RemoveSectionPage.SectionId), row.SectionId),
            (nameof(RemoveSectionPage.Name), row.Name),
            (nameof(RemoveSectionPage.Components), components),
            (nameof(RemoveSectionPage.IsHidden), row.HideAll)
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var id = (string?)request.Http.Request.RouteValues["sectionId"];
        await DeleteSections.Info.Run(
            new DeleteSectionsRequest { PageId = page.PageId, SectionIds = [id] },
            request.Operation(db)
        );
        return request.See($"{page.Path}/components?done=section-deleted");
    }
}
