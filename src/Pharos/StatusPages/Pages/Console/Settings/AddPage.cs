using Pharos.Database;
using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>Creates a page: <c>/console/pages/new</c></summary>
internal static class AddPage
{
    public static Task<IResult> Show(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return Task.FromResult(
            Page(
                request,
                new Form
                {
                    ["type"] = "public",
                    ["date_view"] = "calendar",
                    ["display_uptime_mode"] = "chart_and_percentage",
                }
            )
        );
    }

    public static async Task<IResult> Handle(ConsoleRequest request, PharosDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var form = Form.From(request, "name", "url_name", "type", "date_view", "display_uptime_mode");
        try
        {
            var made = await CreatePage.Info.Run(
                new CreatePageRequest
                {
                    Name = form["name"],
                    // Derived from the name if empty.
                    UrlName = string.IsNullOrWhiteSpace(form["url_name"]) ? form["name"] : form["url_name"],
                    Type = Selection.Of<PageType>(form, "type"),
                    DateView = Selection.Of<DateView>(form, "date_view"),
                    DisplayUptimeMode = Selection.Of<UptimeMode>(form, "display_uptime_mode"),
                },
                request.Operation(db)
            );
            return request.See(PageContext.PathOf(made.PageId) + "/components?done=page-made");
        }
        catch (ApiException error)
            when (form.Takes(
                    error,
                    request.Texts,
                    ("name", "name", PageSettingsTexts.PageNameLabel),
                    ("url_name", "url_name", PageSettingsTexts.UrlNameLabel),
                    ("type", "type", ConsoleTexts.PageType),
                    ("date_view", "date_view", PageSettingsTexts.HistoryLabel),
                    ("display_uptime_mode", "display_uptime_mode", PageSettingsTexts.UptimeLabel)
                )
            )
        {
            return Page(request, form);
        }
    }

    private static IResult Page(ConsoleRequest request, Form form) =>
        request.Page<AddPagePage>(form.Status, (nameof(AddPagePage.Form), form));
}
