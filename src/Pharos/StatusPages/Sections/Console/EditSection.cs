using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Sections.Console;

/// <summary>Shows and changes one section: <c>/console/pages/{page_id}/sections/{section_id}</c></summary>
internal static class EditSection
{
    private static readonly string[] Fields = ["name", "description", "hide_uptime", "hide_all"];

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var row = await Find(request, db, page);
        return Page(request, page, row, FormOf(row), StatusCodes.Status200OK);
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var form = Form.From(request, Fields);
        var op = request.Operation(db);
        await using var write = await op.BeginWrite();
        await write.LockPage(request.Caller.AccountId, page.PageId, request.Cancel);
        var row = await Find(request, db, page);
        if (request.Field(ConcurrencyToken.Field) != SeenOf(row))
        {
            var now = FormOf(row);
            form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
            foreach (var field in Fields.Where(f => form[f] != now[f]))
                form.SetConflict(
                    field,
                    field is "name" or "description"
                        ? now[field]
                        : request.Texts[now.Has(field) ? ConsoleTexts.SwitchedOn : ConsoleTexts.SwitchedOff]
                );
            return Page(request, page, row, form, StatusCodes.Status409Conflict);
        }

        try
        {
            var fields = new SectionFields
            {
                SectionId = row.SectionId,
                Name = form["name"],
                Description = form["description"],
                HideUptime = form.Has("hide_uptime"),
                HideAll = form.Has("hide_all"),
            };
            await UpsertSections.Info.Run(
                new UpsertSectionsRequest { PageId = page.PageId, Sections = [fields] },
                op.Within(write)
            );
            await write.Commit(request.Cancel);
            return request.See($"{page.Path}/components?done=changed");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("sections[0].name", "name", ComponentsTexts.SectionName),
                    ("sections[0].description", "description", ComponentsTexts.DescriptionLabel)
                )
            )
        {
            return Page(request, page, row, form, form.Status);
        }
    }

    /// <summary>The section that the address names.</summary>
    public static async Task<SectionRow> Find(ConsoleRequest request, PharosDb db, PageContext page)
    {
        var id = (string)request.Http.Request.RouteValues["sectionId"]!;
        return await db
            .Sections.AsNoTracking()
            .SingleOrDefaultAsync(s => s.PageId == page.PageId && s.SectionId == id, request.Cancel)
            ?? throw Errors.NotFound("section_id");
    }

    private static Form FormOf(SectionRow row)
    {
        var form = new Form { ["name"] = row.Name, ["description"] = row.Description ?? "" };
        form.Set("hide_uptime", row.HideUptime ? ["true"] : []);
        form.Set("hide_all", row.HideAll ? ["true"] : []);
        return form;
    }

    private static string SeenOf(SectionRow row) =>
        ConcurrencyToken.Create(row.Name, row.Description, row.HideUptime, row.HideAll);

    private static IResult Page(ConsoleRequest request, PageContext page, SectionRow row, Form form, int status) =>
        request.Page<SectionPage>(
            status,
            (nameof(SectionPage.Page), page),
            (nameof(SectionPage.SectionId), row.SectionId),
            (nameof(SectionPage.Name), row.Name),
            (nameof(SectionPage.Form), form),
            (nameof(SectionPage.SeenNow), SeenOf(row))
        );
}
