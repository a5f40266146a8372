using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>Shows and edits one section: <c>/console/pages/{page_id}/sections/{section_id}</c></summary>
internal static class EditSection
{
    public static readonly ConsoleForm<SectionContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = PageContext.Lock,
        Find = SectionContext.Find,
        Fields =
        [
            new("name", ComponentsTexts.SectionName, s => s.Row.Name) { WireNames = ["sections[0].name"] },
            new("description", ComponentsTexts.DescriptionLabel, s => s.Row.Description ?? "")
            {
                WireNames = ["sections[0].description"],
            },
            new("hide_uptime", ComponentsTexts.HideUptime, s => s.Row.HideUptime),
            new("hide_all", ComponentsTexts.HideAll, s => s.Row.HideAll),
        ],
        Page = (request, _, section, form) =>
            Task.FromResult(
                request.Page<SectionPage>(
                    form.Status,
                    (nameof(SectionPage.Page), section.Page),
                    (nameof(SectionPage.SectionId), section.Row.SectionId),
                    (nameof(SectionPage.Name), section.Row.Name),
                    (nameof(SectionPage.Form), form)
                )
            ),
        Submit = async (section, form, op) =>
        {
            var fields = new SectionFields
            {
                SectionId = section.Row.SectionId,
                Name = form["name"],
                Description = form["description"],
                HideUptime = form.Has("hide_uptime"),
                HideAll = form.Has("hide_all"),
            };
            await UpsertSections.Info.Run(
                new UpsertSectionsRequest { PageId = section.Page.PageId, Sections = [fields] },
                op
            );
            return section.Page.Path + "/components";
        },
        Notice = new("changed", ComponentsTexts.DoneChanged),
    };
}

/// <summary>The section that a screen is about.</summary>
internal sealed record SectionContext(PageContext Page, SectionRow Row)
{
    /// <summary>The section that the address names with <c>{sectionId}</c>.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<SectionContext> Find(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(request, db);
        var id = (string)request.Http.Request.RouteValues["sectionId"]!;
        var row = await db
            .Sections.AsNoTracking()
            .SingleOrDefaultAsync(s => s.PageId == page.PageId && s.SectionId == id, request.Cancel)
            ?? throw Errors.NotFound("section_id");
        return new SectionContext(page, row);
    }
}
