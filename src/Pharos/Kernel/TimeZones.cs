using NodaTime;
using NodaTime.TimeZones;

namespace Pharos.Kernel;

/// <summary>
/// Time zones by IANA name, and conversions between local time and unix seconds. NodaTime brings its own copy of the
/// time zone database, so every node agrees whatever its operating system ships. Its provider caches zones.
/// </summary>
public static class TimeZones
{
    // Ids holds exactly the zones and links. The provider itself also parses fixed offsets such as UTC+05.
    private static readonly HashSet<string> Ids = new(DateTimeZoneProviders.Tzdb.Ids, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// One zone per place, with UTC, in alphabetical order: what a form suggests. Built by each call.
    /// </summary>
    public static IReadOnlyList<string> Suggested =>
        [
            .. (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
                .Select(l => l.ZoneId)
                .Append("UTC")
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Finds a zone by the name of a zone or link, in any case; null when there is none.</summary>
    public static DateTimeZone? Find(string name) =>
        Ids.TryGetValue(name, out var id) ? DateTimeZoneProviders.Tzdb[id] : null;

    /// <summary>The same, for stored names: a name that the database has dropped means UTC.</summary>
    public static DateTimeZone FindOrUtc(string name) => Find(name) ?? DateTimeZone.Utc;

    /// <summary>The local time, with its offset, at a moment given in unix seconds.</summary>
    public static DateTimeOffset Local(this DateTimeZone zone, long seconds) =>
        Instant.FromUnixTimeSeconds(seconds).InZone(zone).ToDateTimeOffset();

    /// <summary>The local date at a moment given in unix seconds.</summary>
    public static DateOnly Date(this DateTimeZone zone, long seconds) =>
        Instant.FromUnixTimeSeconds(seconds).InZone(zone).Date.ToDateOnly();

    /// <summary>
    /// The first moment of a day, in unix seconds; the moment after the gap where midnight is skipped.
    /// </summary>
    public static long StartOfDay(this DateTimeZone zone, DateOnly date) =>
        zone.Seconds(LocalDate.FromDateOnly(date).AtMidnight());

    /// <summary>
    /// A local time in unix seconds. A time that the clock skips moves forward by the gap; of a time that the clock
    /// shows twice, the first counts.
    /// </summary>
    public static long Seconds(this DateTimeZone zone, LocalDateTime local) =>
        zone.AtLeniently(local).ToInstant().ToUnixTimeSeconds();
}
