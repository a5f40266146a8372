using System.Globalization;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>Whether a service calendar has a day off.</summary>
/// <param name="calendarId">The calendar.</param>
/// <param name="date">The day on which the recurring time starts.</param>
/// <returns>Null if there is no such calendar; then the time filter doesn't match.</returns>
public delegate bool? DayOff(string calendarId, DateOnly date);

/// <summary>A recurring time: days of the week, or days of a calendar, and a time of day.</summary>
/// <remarks>
/// The times are local. A time that the clock skips moves forward by the gap; of a time that occurs twice, the first is
/// meant. A window over midnight belongs to the day on which it starts.
/// </remarks>
public sealed class TimeFilter
{
    /// <summary>The maximum number of time filters of a rule.</summary>
    public const int MaxFilters = 50;

    private const int DayMinutes = 24 * 60;
    private const int MaxCalendarId = 128;

    private readonly int start;

    /// <summary>Minutes from the midnight before the start; beyond a day if the window ends on the next one.</summary>
    private readonly int end;

    /// <summary>One bit per day of the week, Sunday first.</summary>
    private readonly int days;
    private readonly string? calendarId;
    private readonly bool isOff;

    private TimeFilter(TimeFilterFields wire, string field)
    {
        calendarId = Validate.OptionalLine(wire.CalId, field + ".cal_id", MaxCalendarId);
        isOff = wire.IsOff ?? false;
        days = Days(wire.Repeat, field + ".repeat");
        if (wire.Start is null && wire.End is null && (calendarId is not null || wire.Repeat is { Count: > 0 }))
        {
            end = DayMinutes;
            return;
        }

        start = Minutes(wire.Start, field + ".start");
        end = Minutes(wire.End, field + ".end");
        // A rule that ends at 23:59 means the end of the day; a gap of a minute would page no one.
        if (end == DayMinutes - 1)
            end = DayMinutes;
        if (start == DayMinutes)
            start = 0;
        if (end <= start)
            end += DayMinutes;
    }

    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public static TimeFilter Parse(TimeFilterFields wire, string field) => new(wire, field);

    /// <summary>The time filters of a rule; empty if absent.</summary>
    public static IReadOnlyList<TimeFilter> ParseAll(IReadOnlyList<TimeFilterFields?>? wire, string field)
    {
        if (Validate.OptionalItems(wire, field) is not { } items)
            return [];
        if (items.Count > MaxFilters)
            throw Errors.Invalid(Messages.TooMany, field, MaxFilters);
        return [.. items.Select((item, i) => Parse(item, Validate.Index(field, i)))];
    }

    /// <summary>Whether one of the filters matches.</summary>
    public static bool MatchesAny(IReadOnlyList<TimeFilter> filters, long now, DateTimeZone zone, DayOff dayOff)
    {
        for (var i = 0; i < filters.Count; i++)
        {
            if (filters[i].Matches(now, zone, dayOff))
                return true;
        }

        return false;
    }

    /// <param name="now">Unix seconds.</param>
    /// <param name="zone">The account's time zone.</param>
    /// <param name="dayOff">Looks up days of service calendars.</param>
    public bool Matches(long now, DateTimeZone zone, DayOff dayOff)
    {
        var today = zone.Date(now);
        // A skipped hour can move a window that starts late into the next day, so the day before always counts too.
        return Covers(today, now, zone, dayOff) || Covers(today.AddDays(-1), now, zone, dayOff);
    }

    private bool Covers(DateOnly day, long now, DateTimeZone zone, DayOff dayOff) =>
        (days & (1 << (int)day.DayOfWeek)) != 0
        && now >= At(day, start, zone)
        && now < At(day, end, zone)
        && (calendarId is null || dayOff(calendarId, day) == isOff);

    private static long At(DateOnly day, int minutes, DateTimeZone zone) =>
        zone.Seconds(LocalDate.FromDateOnly(day).AtMidnight().PlusMinutes(minutes));

    private static int Minutes(string? text, string field)
    {
        if (text is null)
            throw Errors.Missing(field);
        if (
            text.Length == 5
            && text[2] == ':'
            && int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            && minutes < 60
            && (hours * 60) + minutes <= DayMinutes
        )
            return (hours * 60) + minutes;
        throw Errors.Invalid(RuleMessages.BadTimeOfDay, field);
    }

    private static int Days(IReadOnlyList<long?>? wire, string field)
    {
        if (wire is null or { Count: 0 })
            return 0b1111111;
        if (wire.Count > 7)
            throw Errors.Invalid(Messages.TooMany, field, 7);
        var bits = 0;
        for (var i = 0; i < wire.Count; i++)
        {
            var item = Validate.Index(field, i);
            bits |= 1 << (int)Validate.Range(Validate.Required(wire[i], item), item, 0, 6);
        }

        return bits;
    }
}
