using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Components.Console;

/// <summary>Shows and edits one component: <c>/console/pages/{page_id}/components/{component_id}</c></summary>
internal static class EditComponent
{
    /// <summary>Stands for an unreadable day. The operation rejects it together with other wrong fields.</summary>
    private const long NoDay = -1;

    public static readonly ConsoleForm<ComponentContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = PageContext.Lock,
        Find = ComponentContext.Find,
        Fields =
        [
            new("name", ComponentsTexts.ComponentName, c => c.Row.Name) { WireNames = ["components[0].name"] },
            new("description", ComponentsTexts.DescriptionLabel, c => c.Row.Description ?? "")
            {
                WireNames = ["components[0].description"],
            },
            new("section_id", ComponentsTexts.SectionLabel, c => c.Row.SectionId ?? "")
            {
                WireNames = ["components[0].section_id"],
                Shown = SectionName,
            },
            new("since", ComponentsTexts.SinceLabel, c => c.Since)
            {
                WireNames = ["components[0].available_since_seconds"],
            },
            new("hide_uptime", ComponentsTexts.HideUptime, c => c.Row.HideUptime),
            new("hide_all", ComponentsTexts.HideAll, c => c.Row.HideAll),
        ],
        TakeError = TakeError,
        Page = Page,
        Submit = async (component, form, op) =>
        {
            var fields = new ComponentFields
            {
                ComponentId = component.Row.ComponentId,
                Name = form["name"],
                Description = form["description"],
                SectionId = form["section_id"],
                // The same day keeps its second.
                AvailableSinceSeconds =
                    form["since"] == component.Since ? null
                    : Day(form["since"]) is { } day ? component.Zone.StartOfDay(day)
                    : NoDay,
                HideUptime = form.Has("hide_uptime"),
                HideAll = form.Has("hide_all"),
            };
            await UpsertComponents.Info.Run(
                new UpsertComponentsRequest { PageId = component.Page.PageId, Components = [fields] },
                op
            );
            return component.Page.Path + "/components";
        },
        Notice = new("changed", ComponentsTexts.DoneChanged),
    };

    private static async ValueTask<string> SectionName(
        ComponentContext component,
        ConsoleRequest request,
        PharosDb db
    ) =>
        await db
            .Sections.Where(s => s.SectionId == component.Row.SectionId)
            .Select(s => s.Name)
            .SingleOrDefaultAsync(request.Cancel)
        ?? request.Texts[ComponentsTexts.SectionNone];

    private static bool TakeError(ApiException error, ComponentContext component, Form form, ConsoleLocalizer texts)
    {
        if (error.Text.Args is not ["components[0].available_since_seconds", ..])
            return false;
        form.Refuse("since", texts[ComponentsTexts.SinceWrong]);
        return true;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 1971 and <= 9997
            ? day
            : null;

    private static async Task<IResult> Page(ConsoleRequest request, PharosDb db, ComponentContext component, Form form)
    {
        var sections = await db
            .Sections.AsNoTracking()
            .Where(s => s.PageId == component.Page.PageId)
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
            form.Status,
            (nameof(ComponentPage.Page), component.Page),
            (nameof(ComponentPage.ComponentId), component.Row.ComponentId),
            (nameof(ComponentPage.Name), component.Row.Name),
            (nameof(ComponentPage.Sections), options),
            (nameof(ComponentPage.Form), form)
        );
    }
}

/// <summary>The component that a screen is about.</summary>
internal sealed record ComponentContext(PageContext Page, ComponentRow Row)
{
    /// <summary>The page's days begin in this zone.</summary>
    public DateTimeZone Zone => TimeZones.FindOrUtc(Page.TimeZone);

    /// <summary>The first day that counts for the component's uptime.</summary>
    public string Since => Zone.Date(Row.AvailableSinceSeconds).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The component that the address names with <c>{componentId}</c>.</summary>
    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<ComponentContext> Find(ConsoleRequest request, PharosDb db)
    {
        var page = await PageContext.Find(request, db);
        var id = (string)request.Http.Request.RouteValues["componentId"]!;
        var row = await db
            .Components.AsNoTracking()
            .SingleOrDefaultAsync(
                c => c.PageId == page.PageId && c.ComponentId == id && c.DeletedAt == null,
                request.Cancel
            )
            ?? throw Errors.NotFound("component_id");
        return new ComponentContext(page, row);
    }
}
