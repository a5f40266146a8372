using System.Globalization;
using Pharos.Api.Envelope;

namespace Pharos.PublicSite;

/// <summary>Times as the pages tell them: in the page's time zone, named.</summary>
internal static class Times
{
    public static DateTimeOffset Local(long seconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone);

    /// <summary>Such as <c>14:32 UTC</c> or <c>22:32 UTC+8</c>.</summary>
    public static string Clock(long seconds, TimeZoneInfo zone)
    {
        var local = Local(seconds, zone);
        return local.ToString("HH:mm ", CultureInfo.InvariantCulture) + Offset(local.Offset);
    }

    /// <summary>Such as <c>21 Nov 2026, 14:32 UTC</c>.</summary>
    public static string Full(long seconds, TimeZoneInfo zone) =>
        Local(seconds, zone).ToString("d MMM yyyy, ", CultureInfo.InvariantCulture) + Clock(seconds, zone);

    public static string Full(long seconds, TimeZoneInfo zone, Wording words) =>
        words.Language == Language.Chinese
            ? Local(seconds, zone).ToString("yyyy年M月d日 ", CultureInfo.InvariantCulture) + Clock(seconds, zone)
            : Full(seconds, zone);

    public static string Day(DateOnly date, Wording words) =>
        date.ToString(words.Language == Language.Chinese ? "yyyy年M月d日" : "d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Month(int year, int month, Wording words) =>
        new DateOnly(year, month, 1).ToString(words.Language == Language.Chinese ? "yyyy年M月" : "MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Offset(TimeSpan offset) => offset == TimeSpan.Zero
        ? "UTC"
        : "UTC" + (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(offset.Minutes == 0 ? "%h" : @"h\:mm", CultureInfo.InvariantCulture);
}
