using Pharos.Web;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>The choices for a page's display: wire names and texts.</summary>
internal static class PageChoices
{
    public static (string Value, string Text)[] Types(ConsoleLocalizer texts) =>
        [("public", texts[ConsoleTexts.PagePublic]), ("internal", texts[ConsoleTexts.PageInternal])];

    public static (string Value, string Text)[] History(ConsoleLocalizer texts) =>
        [("calendar", texts[PageSettingsTexts.HistoryCalendar]), ("list", texts[PageSettingsTexts.HistoryList])];

    public static (string Value, string Text)[] Uptime(ConsoleLocalizer texts) =>
        [
            ("chart_and_percentage", texts[PageSettingsTexts.UptimeChartAndPercentage]),
            ("chart", texts[PageSettingsTexts.UptimeChart]),
            ("none", texts[PageSettingsTexts.UptimeNone]),
        ];
}
