using System.Globalization;
using NodaTime;
using NodaTime.TimeZones;

namespace Pharos.Kernel;

/// <summary>
/// Time zones by IANA name, and conversions between local time and unix seconds. NodaTime includes the time zone
/// database, so all nodes agree regardless of their operating systems. Its provider caches zones.
/// </summary>
public static class TimeZones
{
    // Ids holds exactly the zones and links. The provider itself also parses fixed offsets such as UTC+05.
    private static readonly HashSet<string> Ids = new(DateTimeZoneProviders.Tzdb.Ids, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the calendar's fifth year.</summary>
    private const long MinSeconds = -62_000_000_000;

    /// <summary>
    /// One zone per location, and UTC, in alphabetical order, for suggestions in forms. Built on every call.
    /// </summary>
    public static IReadOnlyList<string> Suggested =>
        [
            .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
                .Select(l => l.ZoneId)
                .Append("UTC")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Finds a zone by the name of a zone or link, ignoring case; null if there is no such zone.</summary>
    public static DateTimeZone? Find(string name) =>
        Ids.TryGetValue(name, out var id) ? DateTimeZoneProviders.Tzdb[id] : null;

    /// <summary>Finds a zone by a stored name; UTC if the time zone database no longer contains it.</summary>
    public static DateTimeZone FindOrUtc(string name) => Find(name) ?? DateTimeZone.Utc;

    /// <summary>The local time, with its offset, at a time in unix seconds.</summary>
    public static DateTimeOffset Local(this DateTimeZone zone, long seconds) => zone.At(seconds).ToDateTimeOffset();

    /// <summary>
    /// The abbreviation of a zone at a time in unix seconds, such as <c>CET</c>, as all texts name zones. The offset if
    /// the zone has none: in the time zone database, a number stands for it.
    /// </summary>
    public static string Abbreviation(this DateTimeZone zone, long seconds)
    {
        var (name, offset) = Interval(zone, seconds);
        return name.All(char.IsAsciiLetter) ? name : Offset(offset);
    }

    /// <summary>
    /// The abbreviation with the offset, such as <c>CST (UTC+8)</c>, where no tooltip can explain it: several zones
    /// share some abbreviations.
    /// </summary>
    public static string AbbreviationAndOffset(this DateTimeZone zone, long seconds)
    {
        var (name, offset) = Interval(zone, seconds);
        return !name.All(char.IsAsciiLetter) ? Offset(offset)
            : offset == TimeSpan.Zero ? name
            : $"{name} ({Offset(offset)})";
    }

    /// <summary>The offset of a zone at a time in unix seconds: <c>UTC</c>, <c>UTC+8</c> or <c>UTC−3:30</c>.</summary>
    public static string Offset(this DateTimeZone zone, long seconds) => Offset(Interval(zone, seconds).Offset);

    private static (string Name, TimeSpan Offset) Interval(DateTimeZone zone, long seconds)
    {
        var interval = zone.GetZoneInterval(Clamped(seconds));
        return (interval.Name, interval.WallOffset.ToTimeSpan());
    }

    private static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero
            ? "UTC"
            : "UTC"
                + (offset < TimeSpan.Zero ? "−" : "+")
                + offset.ToString(offset.Minutes == 0 ? "%h" : @"h\:mm", CultureInfo.InvariantCulture);

    /// <summary>The local date at a time in unix seconds.</summary>
    public static DateOnly Date(this DateTimeZone zone, long seconds) => zone.At(seconds).Date.ToDateOnly();

    /// <summary>
    /// The start of a day, in unix seconds. If the clock skips midnight, the day starts after the gap.
    /// </summary>
    public static long StartOfDay(this DateTimeZone zone, DateOnly date) =>
        zone.Seconds(LocalDate.FromDateOnly(date).AtMidnight());

    /// <summary>
    /// A local time in unix seconds. A time that the clock skips is moved forward by the gap; of a time that occurs
    /// twice, the first is used.
    /// </summary>
    public static long Seconds(this DateTimeZone zone, LocalDateTime local) =>
        zone.AtLeniently(local).ToInstant().ToUnixTimeSeconds();

    /// <summary>
    /// The moments at which the clock shows a local time, in unix seconds, the earlier one first: none if the clock
    /// skips it, two if the clock is set back over it.
    /// </summary>
    public static IReadOnlyList<long> Moments(this DateTimeZone zone, LocalDateTime local)
    {
        var found = zone.MapLocal(local);
        return found.Count switch
        {
            0 => [],
            1 => [found.Single().ToInstant().ToUnixTimeSeconds()],
            _ => [found.First().ToInstant().ToUnixTimeSeconds(), found.Last().ToInstant().ToUnixTimeSeconds()],
        };
    }

    /// <summary>
    /// Databases written before the limits were checked can hold times at the ends of the calendar, where a zone's
    /// local time does not exist. Those are moved inside, so that a page that shows one still renders.
    /// </summary>
    private static ZonedDateTime At(this DateTimeZone zone, long seconds) => Clamped(seconds).InZone(zone);

    private static Instant Clamped(long seconds) =>
        Instant.FromUnixTimeSeconds(Math.Clamp(seconds, MinSeconds, Validate.MaxSeconds));
}
