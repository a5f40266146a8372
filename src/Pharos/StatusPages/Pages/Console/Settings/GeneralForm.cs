using Pharos.Kernel;
using Pharos.Web.Forms;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>
/// A page's names, and how it shows history and uptime: <c>/console/pages/{page_id}/settings</c>
/// </summary>
internal static class GeneralForm
{
    public static readonly ConsoleForm<SettingsContext> Form = new()
    {
        Permission = Permissions.StatusPagesManage,
        Lock = SettingsContext.Lock,
        Find = SettingsContext.Find,
        Fields =
        [
            new("name", PageSettingsTexts.PageNameLabel, s => s.Row.Name),
            new("page_title", PageSettingsTexts.PageTitleLabel, s => s.Row.PageTitle ?? ""),
            new("url_name", PageSettingsTexts.UrlNameLabel, s => s.Row.UrlName),
            new("date_view", PageSettingsTexts.HistoryLabel, s => WireName<DateView>.ToWire(s.Row.DateView))
            {
                WireNames = [],
                Shown = (s, request, _) =>
                    new(
                        PageChoices
                            .History(request.Texts)
                            .First(o => o.Value == WireName<DateView>.ToWire(s.Row.DateView))
                            .Text
                    ),
            },
            new("display_uptime_mode", PageSettingsTexts.UptimeLabel, s =>
                WireName<UptimeMode>.ToWire(s.Row.DisplayUptimeMode)
            )
            {
                WireNames = [],
                Shown = (s, request, _) =>
                    new(
                        PageChoices
                            .Uptime(request.Texts)
                            .First(o => o.Value == WireName<UptimeMode>.ToWire(s.Row.DisplayUptimeMode))
                            .Text
                    ),
            },
        ],
        Page = (request, _, settings, form) =>
            Task.FromResult(
                request.Page<GeneralPage>(
                    form.Status,
                    (nameof(GeneralPage.Page), settings.Page),
                    (nameof(GeneralPage.Form), form)
                )
            ),
        Submit = (settings, form, op) =>
            settings.Save(
                new UpdatePageRequest
                {
                    Name = form["name"],
                    PageTitle = form["page_title"],
                    UrlName = form["url_name"],
                    DateView = Selection.Of<DateView>(form, "date_view"),
                    DisplayUptimeMode = Selection.Of<UptimeMode>(form, "display_uptime_mode"),
                },
                "/settings",
                op
            ),
        Notice = SettingsContext.Saved,
    };
}
