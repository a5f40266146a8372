using Pharos.Kernel;
using Pharos.Web;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// What a page is called and how it shows history and uptime: <c>/console/pages/{page_id}/settings</c>
/// </summary>
internal sealed class GeneralPart : SettingsPart
{
    protected override string Address => "/settings";

    protected override string[] Fields => ["name", "page_title", "url_name", "date_view", "display_uptime_mode"];

    protected override Form FormOf(PageRow row) =>
        new()
        {
            ["name"] = row.Name,
            ["page_title"] = row.PageTitle ?? "",
            ["url_name"] = row.UrlName,
            ["date_view"] = WireName<DateView>.ToWire(row.DateView),
            ["display_uptime_mode"] = WireName<UptimeMode>.ToWire(row.DisplayUptimeMode),
        };

    protected override Task<UpdatePageRequest> Read(ConsoleRequest request, Form form, PageRow row) =>
        Task.FromResult(
            new UpdatePageRequest
            {
                Name = form["name"],
                PageTitle = form["page_title"],
                UrlName = form["url_name"],
                DateView = Selection.Of<DateView>(form, "date_view"),
                DisplayUptimeMode = Selection.Of<UptimeMode>(form, "display_uptime_mode"),
            }
        );

    protected override bool Takes(Form form, ApiException error, ConsoleLocalizer texts) =>
        form.Takes(
            error,
            texts,
            ("name", "name", PageSettingsTexts.PageNameLabel),
            ("page_title", "page_title", PageSettingsTexts.PageTitleLabel),
            ("url_name", "url_name", PageSettingsTexts.UrlNameLabel)
        );

    protected override string Spoken(string field, Form now, ConsoleLocalizer texts) =>
        field switch
        {
            "date_view" => PageChoices.History(texts).First(o => o.Value == now[field]).Text,
            "display_uptime_mode" => PageChoices.Uptime(texts).First(o => o.Value == now[field]).Text,
            _ => now[field],
        };

    protected override IResult Answer(ConsoleRequest request, PageContext page, PageRow row, Form form, int status) =>
        request.Page<GeneralPage>(
            status,
            (nameof(GeneralPage.Page), page),
            (nameof(GeneralPage.Form), form),
            (nameof(GeneralPage.SeenNow), SeenOf(row))
        );
}
