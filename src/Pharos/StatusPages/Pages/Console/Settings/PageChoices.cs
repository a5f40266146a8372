using Pharos.Web;

namespace Pharos.StatusPages.Pages.Console.Settings;

/// <summary>What can be chosen of how a page shows itself: wire names and texts.</summary>
internal static class PageChoices
{
    public static (string Value, string Text)[] Types(ConsoleTexts texts) => [("public", texts["PagePublic"]), ("internal", texts["PageInternal"])];

    public static (string Value, string Text)[] History(ConsoleTexts texts) => [("calendar", texts["HistoryCalendar"]), ("list", texts["HistoryList"])];

    public static (string Value, string Text)[] Uptime(ConsoleTexts texts) =>
        [("chart_and_percentage", texts["UptimeChartAndPercentage"]), ("chart", texts["UptimeChart"]), ("none", texts["UptimeNone"])];
}
