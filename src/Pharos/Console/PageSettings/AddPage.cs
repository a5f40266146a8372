using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.StatusPage.Pages;
using Pharos.Console.Forms;
using Pharos.Console.Pages;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Console.PageSettings;

/// <summary>Asks for a new page's name, and makes it: <c>/console/pages/new</c></summary>
internal static class AddPage
{
    public static Task<IResult> Show(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        return Task.FromResult(Page(request, new Form { ["type"] = "public", ["date_view"] = "calendar", ["display_uptime_mode"] = "chart_and_percentage" }));
    }

    public static async Task<IResult> Handle(ConsoleRequest request, StatusDb db)
    {
        request.Caller.Demand(Permissions.StatusPagesManage);
        var form = Form.Of(request, "name", "url_name", "type", "date_view", "display_uptime_mode");
        try
        {
            var made = await CreatePage.Info.Run(
                new CreatePageRequest
                {
                    Name = form["name"],
                    // Left empty, it is the name's.
                    UrlName = string.IsNullOrWhiteSpace(form["url_name"]) ? form["name"] : form["url_name"],
                    Type = Chosen.Of<PageType>(form, "type"), DateView = Chosen.Of<DateView>(form, "date_view"), DisplayUptimeMode = Chosen.Of<UptimeMode>(form, "display_uptime_mode"),
                }, request.Operation(db));
            return request.See(ShownPage.PathOf(made.PageId) + "/components?done=page-made");
        }
        catch (ApiException error) when (form.Takes(
            error, request.Texts, ("name", "name", "PageNameLabel"), ("url_name", "url_name", "UrlNameLabel"), ("type", "type", "PageType"), ("date_view", "date_view", "HistoryLabel"),
            ("display_uptime_mode", "display_uptime_mode", "UptimeLabel")))
        {
            return Page(request, form);
        }
    }

    private static IResult Page(ConsoleRequest request, Form form) => request.Page<AddPagePage>(form.Status, (nameof(AddPagePage.Form), form));
}
