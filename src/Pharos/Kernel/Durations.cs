using System.Globalization;

namespace Pharos.Kernel;

/// <summary>Durations in words. All are at least one minute, and seconds are dropped.</summary>
public static class Durations
{
    private const long MinutesPerHour = 60;
    private const long MinutesPerDay = 24 * MinutesPerHour;

    /// <summary>
    /// In two units, such as <c>34 minutes</c>, <c>2 hours 5 minutes</c> or <c>3 days 1 hour</c>. Days begin after 48
    /// hours, and have no minutes.
    /// </summary>
    public static string InWords(long seconds, Language language)
    {
        var minutes = Minutes(seconds);
        return minutes < MinutesPerHour ? Minute(minutes, language)
            : minutes < 2 * MinutesPerDay
                ? Both(Hour(minutes / MinutesPerHour, language), minutes % MinutesPerHour, Minute, language)
            : Both(Day(minutes / MinutesPerDay, language), minutes % MinutesPerDay / MinutesPerHour, Hour, language);
    }

    /// <summary>In the largest unit, rounded down, such as <c>41 minutes</c> or <c>2 days</c>.</summary>
    public static string Rounded(long seconds, Language language)
    {
        var minutes = Minutes(seconds);
        return minutes < MinutesPerHour ? Minute(minutes, language)
            : minutes < MinutesPerDay ? Hour(minutes / MinutesPerHour, language)
            : Day(minutes / MinutesPerDay, language);
    }

    private static long Minutes(long seconds) => Math.Max(1, seconds / 60);

    private static string Both(string larger, long rest, Func<long, Language, string> unit, Language language) =>
        rest == 0
            ? larger
            : DurationTexts.Both.Format(CultureInfo.InvariantCulture, language, larger, unit(rest, language));

    private static string Minute(long number, Language language) =>
        Count(number, DurationTexts.Minute, DurationTexts.Minutes, language);

    private static string Hour(long number, Language language) =>
        Count(number, DurationTexts.Hour, DurationTexts.Hours, language);

    private static string Day(long number, Language language) =>
        Count(number, DurationTexts.Day, DurationTexts.Days, language);

    private static string Count(long number, TextKey one, TextKey1 many, Language language) =>
        number == 1 ? one.In(language) : many.Format(CultureInfo.InvariantCulture, language, number);
}
