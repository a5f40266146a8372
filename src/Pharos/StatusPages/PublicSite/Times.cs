using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite;

/// <summary>Formats times in the page's time zone, and names the zone.</summary>
internal static class Times
{
    public static DateTimeOffset Local(long seconds, DateTimeZone zone) => zone.Local(seconds);

    public static DateOnly Date(long seconds, DateTimeZone zone) => zone.Date(seconds);

    /// <summary>Such as <c>14:32</c>, for places that show the time zone separately.</summary>
    public static string Minute(long seconds, DateTimeZone zone) =>
        Local(seconds, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>14:32 UTC</c> or <c>22:32 CST</c>.</summary>
    public static string Clock(long seconds, DateTimeZone zone) =>
        $"{Minute(seconds, zone)} {zone.Abbreviation(seconds)}";

    /// <summary>Such as <c>21 Nov 2026, 14:32 CET</c>.</summary>
    public static string Full(long seconds, DateTimeZone zone, Localizer words) =>
        $"{DayAndMinute(seconds, zone, words)} {zone.Abbreviation(seconds)}";

    /// <summary>
    /// Such as <c>21 Nov 2026, 14:32 CET (UTC+1)</c>, for emails, messages and feeds, which have no tooltip to explain
    /// the abbreviation.
    /// </summary>
    public static string FullWithOffset(long seconds, DateTimeZone zone, Localizer words) =>
        $"{DayAndMinute(seconds, zone, words)} {zone.AbbreviationAndOffset(seconds)}";

    /// <summary>Such as <c>21 Nov 2026, 14:32</c>, for places that show the time zone separately.</summary>
    public static string DayAndMinute(long seconds, DateTimeZone zone, Localizer words) =>
        Day(Date(seconds, zone), words) + (words.Language == Language.Chinese ? " " : ", ") + Minute(seconds, zone);

    public static string Day(DateOnly date, Localizer words) =>
        date.ToString(words.Language == Language.Chinese ? "yyyy年M月d日" : "d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Month(int year, int month, Localizer words) =>
        new DateOnly(year, month, 1).ToString(
            words.Language == Language.Chinese ? "yyyy年M月" : "MMMM yyyy",
            CultureInfo.InvariantCulture
        );

    /// <summary>Such as <c>Tue</c>.</summary>
    public static string Weekday(long seconds, DateTimeZone zone, Localizer words) =>
        // The text lists the days from Monday.
        words[SiteTexts.Weekdays].Split(' ')[((int)Date(seconds, zone).DayOfWeek + 6) % 7];
}
