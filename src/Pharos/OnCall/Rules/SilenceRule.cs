using System.ComponentModel.DataAnnotations;
using NodaTime;
using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>One time, as on the wire.</summary>
public sealed record OnceTimeFields
{
    /// <summary>Unix seconds.</summary>
    [Required]
    public long? StartTime { get; set; }

    /// <summary>Unix seconds, exclusive.</summary>
    [Required]
    public long? EndTime { get; set; }
}

/// <summary>A silence rule, as on the wire.</summary>
public record SilenceRuleFields : RuleFields
{
    /// <summary>Recurring times; either these or <see cref="TimeFilter"/>.</summary>
    [MaxLength(Rules.TimeFilter.MaxFilters)]
    public List<TimeFilterFields?>? TimeFilters { get; set; }

    /// <summary>One time.</summary>
    public OnceTimeFields? TimeFilter { get; set; }

    /// <summary>Which alerts are silenced; at least one condition.</summary>
    [MaxLength(Filter.MaxGroups)]
    public List<List<FilterCondition?>?>? Filters { get; set; }

    /// <summary>True drops the alerts; false keeps them, outside of incidents.</summary>
    public bool? IsDirectlyDiscard { get; set; }

    /// <summary>Whether the rule is deleted when its one time is over.</summary>
    public bool? IsAutoDelete { get; set; }

    /// <summary>Checks and normalises all fields.</summary>
    /// <exception cref="ApiException">A field is missing or invalid.</exception>
    public SilenceRule Check()
    {
        CheckCommon();
        return SilenceRule.Parse(this);
    }
}

/// <summary>Silences alerts at certain times. Immutable and thread-safe.</summary>
public sealed class SilenceRule
{
    private readonly Filter filter;
    private readonly IReadOnlyList<TimeFilter> times;
    private readonly long start;
    private readonly long end;

    private SilenceRule(Filter filter, IReadOnlyList<TimeFilter> times, long start, long end, bool discards) =>
        (this.filter, this.times, this.start, this.end, Discards) = (filter, times, start, end, discards);

    /// <summary>Whether silenced alerts are dropped instead of kept.</summary>
    public bool Discards { get; }

    /// <summary>When it is over for good, in unix seconds; null if it recurs.</summary>
    public long? EndTime => times.Count > 0 ? null : end;

    internal static SilenceRule Parse(SilenceRuleFields wire)
    {
        if ((wire.TimeFilter is null) == (wire.TimeFilters is null or { Count: 0 }))
            throw Errors.Invalid(RuleMessages.ExactlyOne, "time_filter", "time_filters");
        var (from, until) = (0L, 0L);
        if (wire.TimeFilter is { } once)
        {
            from = Seconds(once.StartTime, "time_filter.start_time");
            until = Seconds(once.EndTime, "time_filter.end_time");
            if (until <= from)
                throw Errors.Invalid(Messages.EndBeforeStart, "time_filter.end_time", "time_filter.start_time");
        }

        return new SilenceRule(
            Filter.ParseRequired(wire.Filters, "filters"),
            TimeFilter.ParseAll(wire.TimeFilters, "time_filters"),
            from,
            until,
            wire.IsDirectlyDiscard ?? false
        );
    }

    /// <summary>Whether it is in force.</summary>
    /// <param name="now">Unix seconds.</param>
    /// <param name="zone">The account's time zone.</param>
    /// <param name="dayOff">Looks up days of service calendars.</param>
    public bool IsEffective(long now, DateTimeZone zone, DayOff dayOff) =>
        times.Count > 0 ? TimeFilter.MatchesAny(times, now, zone, dayOff) : now >= start && now < end;

    /// <summary>Whether it silences an alert now.</summary>
    public bool Silences(FilterSubject alert, long now, DateTimeZone zone, DayOff dayOff) =>
        filter.Matches(alert) && IsEffective(now, zone, dayOff);

    private static long Seconds(long? value, string field) =>
        Validate.Range(Validate.Required(value, field), field, 1, Validate.MaxSeconds);
}
