using NodaTime;
using Pharos.Kernel;

namespace Pharos.StatusPages.Rules;

/// <summary>A period in which a change gave a component a status other than operational.</summary>
/// <param name="FromSeconds">Unix seconds, inclusive.</param>
/// <param name="ToSeconds">Unix seconds, exclusive; the current time if the period has not ended.</param>
public readonly record struct StatusInterval(
    string ComponentId,
    long FromSeconds,
    long ToSeconds,
    ComponentStatus Status,
    long ChangeId
);

/// <summary>Seconds of observation, and how many of them were downtime.</summary>
public readonly record struct Availability(long WatchedSeconds, long DownSeconds)
{
    /// <summary>The shortest observation that a percentage is shown for, in seconds.</summary>
    private const long EnoughSeconds = 86400;

    /// <summary>From 0 to 1; null if nothing was observed yet.</summary>
    public double? Share => WatchedSeconds > 0 ? 1 - ((double)DownSeconds / WatchedSeconds) : null;

    /// <summary>
    /// The share to show to people; null during the first day, when a minute of downtime would look like a disaster.
    /// </summary>
    public double? ShownShare => WatchedSeconds >= EnoughSeconds ? Share : null;

    /// <summary>The availability of a section: Σ up / Σ watched over its components.</summary>
    public static Availability operator +(Availability a, Availability b) =>
        new(a.WatchedSeconds + b.WatchedSeconds, a.DownSeconds + b.DownSeconds);
}

/// <summary>
/// Uptime: partial and full outages count as down, degraded and maintenance do not. Overlapping changes count once. The
/// window is the last 90 days, but starts no earlier than the component's first day.
/// </summary>
public static class Uptime
{
    public const int Days = 90;

    /// <summary>Length of the rolling window, in seconds.</summary>
    public const long WindowSeconds = Days * 86400L;

    public static bool IsDown(this ComponentStatus status) =>
        status is ComponentStatus.PartialOutage or ComponentStatus.FullOutage;

    /// <summary>
    /// The periods up to now in which a change affected components. A maintenance has no effect before it begins.
    /// </summary>
    public static IEnumerable<StatusInterval> Impacts(
        long changeId,
        ChangeType type,
        IReadOnlyList<TimelineEntry> entries,
        long now
    )
    {
        var since = new Dictionary<string, (long From, ComponentStatus Status)>(StringComparer.Ordinal);
        var named = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        var status = ChangeStatuses.First(type);
        foreach (var entry in entries)
        {
            if (entry.AtSeconds >= now)
                break;
            status = entry.Status ?? status;
            foreach (var (id, componentStatus) in entry.Components)
                named[id] = componentStatus;
            foreach (var (id, wanted) in named)
            {
                var effective =
                    status == ChangeStatus.Scheduled || status.IsTerminal() ? ComponentStatus.Operational : wanted;
                var before = since.GetValueOrDefault(id);
                if (before.Status == effective)
                    continue;
                if (before.Status != ComponentStatus.Operational && before.From < entry.AtSeconds)
                    yield return new StatusInterval(id, before.From, entry.AtSeconds, before.Status, changeId);
                since[id] = (entry.AtSeconds, effective);
            }
        }

        foreach (var (id, last) in since)
        {
            if (last.Status != ComponentStatus.Operational)
                yield return new StatusInterval(id, last.From, now, last.Status, changeId);
        }
    }

    /// <summary>A component's availability in the window that ends now.</summary>
    /// <param name="impacts">The component's periods, in any order; those outside the window are ignored.</param>
    public static Availability From(IEnumerable<StatusInterval> impacts, long availableSince, long now)
    {
        var from = Math.Max(now - WindowSeconds, availableSince);
        if (from >= now)
            return default;
        long down = 0,
            until = from;
        foreach (var impact in impacts.Where(i => i.Status.IsDown()).OrderBy(i => i.FromSeconds))
        {
            var start = Math.Max(impact.FromSeconds, until);
            var end = Math.Min(impact.ToSeconds, now);
            if (end <= start)
                continue;
            down += end - start;
            until = end;
        }

        return new Availability(now - from, down);
    }
}

/// <summary>A component's uptime in the window: in total and per day.</summary>
/// <param name="Days">The last <see cref="Uptime.Days"/> days, oldest first, today last.</param>
public sealed record ComponentUptime(Availability Whole, IReadOnlyList<UptimeDay> Days)
{
    /// <param name="impacts">The component's periods, in any order.</param>
    public static ComponentUptime From(
        IReadOnlyCollection<StatusInterval> impacts,
        long availableSince,
        long now,
        IReadOnlyList<DayBounds> days
    ) => new(Uptime.From(impacts, availableSince, now), UptimeDay.From(impacts, availableSince, now, days));
}

/// <summary>One day of a component, in the page's time zone.</summary>
/// <param name="Worst">The worst status of the day; null before the component existed.</param>
/// <param name="DownSeconds">The downtime on this day; overlapping changes count once.</param>
/// <param name="ChangeIds">The changes that affected the component on this day, earliest first.</param>
public sealed record UptimeDay(DateOnly Date, ComponentStatus? Worst, long DownSeconds, IReadOnlyList<long> ChangeIds)
{
    /// <summary>The last <see cref="Uptime.Days"/> days, oldest first, today last.</summary>
    public static IReadOnlyList<UptimeDay> From(
        IReadOnlyCollection<StatusInterval> impacts,
        long availableSince,
        long now,
        IReadOnlyList<DayBounds> days
    )
    {
        var result = new List<UptimeDay>(days.Count);
        var ordered = impacts.OrderBy(i => i.FromSeconds).ToList();
        // The periods that may extend into the current day, in order, so that each one is only checked on its own days.
        var live = new List<StatusInterval>();
        var seen = new HashSet<long>();
        var next = 0;
        foreach (var day in days)
        {
            if (day.ToSeconds <= availableSince)
            {
                result.Add(new UptimeDay(day.Date, null, 0, []));
                continue;
            }

            var worst = ComponentStatus.Operational;
            long down = 0,
                until = Math.Max(day.FromSeconds, availableSince);
            var changes = new List<long>();
            live.RemoveAll(i => i.ToSeconds <= until);
            for (; next < ordered.Count && ordered[next].FromSeconds < day.ToSeconds; next++)
            {
                if (ordered[next].ToSeconds > until)
                    live.Add(ordered[next]);
            }

            seen.Clear();
            foreach (var impact in live)
            {
                worst = impact.Status > worst ? impact.Status : worst;
                if (seen.Add(impact.ChangeId))
                    changes.Add(impact.ChangeId);
                var start = Math.Max(impact.FromSeconds, until);
                var end = Math.Min(Math.Min(impact.ToSeconds, day.ToSeconds), now);
                if (!impact.Status.IsDown() || end <= start)
                    continue;
                down += end - start;
                until = end;
            }

            result.Add(new UptimeDay(day.Date, worst, down, changes));
        }

        return result;
    }
}

/// <summary>The start and end of a calendar day, in unix seconds; not always 24 hours.</summary>
public readonly record struct DayBounds(DateOnly Date, long FromSeconds, long ToSeconds)
{
    /// <summary>The last <paramref name="count"/> days in a time zone, oldest first, ending with today.</summary>
    public static IReadOnlyList<DayBounds> Last(int count, long now, DateTimeZone zone)
    {
        var today = zone.Date(now);
        var days = new DayBounds[count];
        for (var i = 0; i < count; i++)
        {
            var date = today.AddDays(i - count + 1);
            days[i] = new DayBounds(date, Midnight(date, zone), Midnight(date.AddDays(1), zone));
        }

        return days;
    }

    /// <summary>
    /// The first moment of a day, in unix seconds; where midnight is skipped, the moment after the gap.
    /// </summary>
    public static long Midnight(DateOnly date, DateTimeZone zone) => zone.StartOfDay(date);
}
