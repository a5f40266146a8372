using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary>Shows and changes one component: <c>/console/pages/{page_id}/components/{component_id}</c></summary>
internal static class EditComponent
{
    private static readonly string[] Fields = ["name", "description", "section_id", "since", "hide_uptime", "hide_all"];

    public static async Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var page = await PageContext.Find(request, db);
        var row = await Find(request, db, page);
        return await Page(request, db, page, row, FormOf(row, page), StatusCodes.Status200OK);
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
        if (request.Field(ConcurrencyToken.Field) != SeenOf(row, page))
        {
            await TellChanges(request, db, form, FormOf(row, page));
            return await Page(request, db, page, row, form, StatusCodes.Status409Conflict);
        }

        try
        {
            var since = Since(form, row, page, request.Texts);
            if (form.IsRight)
            {
                var fields = new ComponentFields
                {
                    ComponentId = row.ComponentId,
                    Name = form["name"],
                    Description = form["description"],
                    SectionId = form["section_id"],
                    AvailableSinceSeconds = since,
                    HideUptime = form.Has("hide_uptime"),
                    HideAll = form.Has("hide_all"),
                };
                await UpsertComponents.Info.Run(
                    new UpsertComponentsRequest { PageId = page.PageId, Components = [fields] },
                    op.Within(write)
                );
                await write.Commit(request.Cancel);
                return request.See($"{page.Path}/components?done=changed");
            }
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("components[0].name", "name", ComponentsTexts.ComponentName),
                    ("components[0].description", "description", ComponentsTexts.DescriptionLabel),
                    ("components[0].section_id", "section_id", ComponentsTexts.SectionLabel),
                    ("components[0].available_since_seconds", "since", ComponentsTexts.SinceLabel)
                )
            ) { }

        return await Page(request, db, page, row, form, form.Status);
    }

    /// <summary>The component that the address names.</summary>
    public static async Task<ComponentRow> Find(ConsoleRequest request, PharosDb db, PageContext page)
    {
        var id = (string)request.Http.Request.RouteValues["componentId"]!;
        return await db
            .Components.AsNoTracking()
            .SingleOrDefaultAsync(
                c => c.PageId == page.PageId && c.ComponentId == id && c.DeletedAt == null,
                request.Cancel
            )
            ?? throw Errors.NotFound("component_id");
    }

    private static Form FormOf(ComponentRow row, PageContext page)
    {
        var form = new Form
        {
            ["name"] = row.Name,
            ["description"] = row.Description ?? "",
            ["section_id"] = row.SectionId ?? "",
            ["since"] = Day(row, page),
        };
        form.Set("hide_uptime", row.HideUptime ? ["true"] : []);
        form.Set("hide_all", row.HideAll ? ["true"] : []);
        return form;
    }

    private static string SeenOf(ComponentRow row, PageContext page)
    {
        var form = FormOf(row, page);
        return ConcurrencyToken.Create([.. Fields.Select(f => form[f])]);
    }

    private static async Task TellChanges(ConsoleRequest request, PharosDb db, Form form, Form now)
    {
        var section = now["section_id"];
        form.Says = request.Texts[ConsoleTexts.ChangedMeanwhile];
        foreach (var field in Fields)
        {
            if (form[field] == now[field])
                continue;
            form.SetConflict(
                field,
                field switch
                {
                    "section_id" => await db
                        .Sections.Where(s => s.SectionId == section)
                        .Select(s => s.Name)
                        .SingleOrDefaultAsync(request.Cancel)
                        ?? request.Texts[ComponentsTexts.SectionNone],
                    "hide_uptime" or "hide_all" => request.Texts[
                        now.Has(field) ? ConsoleTexts.SwitchedOn : ConsoleTexts.SwitchedOff
                    ],
                    _ => now[field],
                }
            );
        }
    }

    /// <summary>
    /// The start of the chosen day where the page's days are cut; null where it is the day that it is already.
    /// </summary>
    private static long? Since(Form form, ComponentRow row, PageContext page, ConsoleLocalizer texts)
    {
        if (form["since"] == Day(row, page))
            return null;
        if (
            !DateOnly.TryParseExact(
                form["since"],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            || day.Year < 1971
        )
        {
            form.Refuse("since", texts[ComponentsTexts.SinceWrong]);
            return null;
        }

        return Zone(page).StartOfDay(day);
    }

    private static string Day(ComponentRow row, PageContext page) =>
        Zone(page).Date(row.AvailableSinceSeconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeZone Zone(PageContext page) => TimeZones.FindOrUtc(page.TimeZone);

    private static async Task<IResult> Page(
        ConsoleRequest request,
        PharosDb db,
        PageContext page,
        ComponentRow row,
        Form form,
        int status
    )
    {
        var sections = await db
            .Sections.AsNoTracking()
            .Where(s => s.PageId == page.PageId)
            .OrderBy(s => s.OrderId)
            .ThenBy(s => s.SectionId)
            .Select(s => new { s.SectionId, s.Name })
            .ToListAsync(request.Cancel);
        IReadOnlyList<(string, string)> options =
        [
            ("", request.Texts[ComponentsTexts.SectionNone]),
            .. sections.Select(s => (s.SectionId, s.Name)),
        ];
        return request.Page<ComponentPage>(
            status,
            (nameof(ComponentPage.Page), page),
            (nameof(ComponentPage.ComponentId), row.ComponentId),
            (nameof(ComponentPage.Name), row.Name),
            (nameof(ComponentPage.Sections), options),
            (nameof(ComponentPage.Form), form),
            (nameof(ComponentPage.SeenNow), SeenOf(row, page))
        );
    }
}
