using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Components.Console;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>Asks for a new page's name, and creates it: <c>/console/pages/new</c></summary>
internal static class AddPage
{
    public static readonly FormNotice Made = new("page-made", ComponentsTexts.DonePageCreated);

    public static readonly ConsoleForm<NewThing> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Find = NewThing.Find,
        Fields =
        [
            new("name", PageSettingsTexts.PageNameLabel),
            new("url_name", PageSettingsTexts.UrlNameLabel),
            new("type", ConsoleTexts.PageType, _ => WireName<PageType>.ToWire(PageType.Public)),
            new("date_view", PageSettingsTexts.HistoryLabel, _ => WireName<DateView>.ToWire(DateView.Calendar)),
            new("display_uptime_mode", PageSettingsTexts.UptimeLabel, _ =>
                WireName<UptimeMode>.ToWire(UptimeMode.ChartAndPercentage)
            ),
        ],
        Page = (request, _, _, form) =>
            Task.FromResult(request.Page<AddPagePage>(form.Status, (nameof(AddPagePage.Form), form))),
        Submit = async (_, form, op) =>
        {
            var made = await CreatePage.Info.Run(
                new CreatePageRequest
                {
                    Name = form["name"],
                    // Derived from the name if empty.
                    UrlName = string.IsNullOrWhiteSpace(form["url_name"])
                        ? Slug.Propose(form["name"])
                        : form["url_name"],
                    Type = Selection.Of<PageType>(form, "type"),
                    DateView = Selection.Of<DateView>(form, "date_view"),
                    DisplayUptimeMode = Selection.Of<UptimeMode>(form, "display_uptime_mode"),
                },
                op
            );
            return PageContext.PathOf(made.PageId) + "/components";
        },
        Notice = Made,
    };

    /// <summary>Proposes the address of a page of the name in the query, as plain text, while it is typed.</summary>
    public static Task<IResult> ProposeAddress(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var name = request.Query("name");
        return Task.FromResult(Results.Text(string.IsNullOrWhiteSpace(name) ? "" : Slug.Propose(name)));
    }
}
