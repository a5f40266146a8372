using Pharos.Kernel;

namespace Pharos.OnCall;

/// <summary>A range of time in unix seconds, both ends included.</summary>
internal readonly record struct TimeWindow(long From, long To)
{
    /// <summary>The longest window that a list takes.</summary>
    private const int MaxDays = 31;

    private const long MaxSeconds = MaxDays * 86400L;

    /// <summary>All times.</summary>
    public static TimeWindow All { get; } = new(long.MinValue, long.MaxValue);

    /// <exception cref="ApiException">An end is missing, or they are reversed or too far apart.</exception>
    public static TimeWindow Check(long? start, long? end) =>
        CheckOptional(Validate.Required(start, "start_time"), Validate.Required(end, "end_time"));

    /// <summary>
    /// Like <see cref="Check"/>; without an end the window is as long as it may be, without both it is open.
    /// </summary>
    public static TimeWindow CheckOptional(long? start, long? end)
    {
        if (start is { } given)
            Validate.Range(given, "start_time", 1, Validate.EndOfTime);
        if (end is { } givenEnd)
            Validate.Range(givenEnd, "end_time", 1, Validate.EndOfTime);
        if (start is null && end is null)
            return All;
        var window = new TimeWindow(start ?? end!.Value - MaxSeconds, end ?? start!.Value + MaxSeconds);
        if (window.To <= window.From)
            throw Errors.Invalid(Messages.EndBeforeStart, "end_time", "start_time");
        if (window.To - window.From > MaxSeconds)
            throw Errors.Invalid(Messages.SpanTooLong, "end_time", "start_time", MaxDays);
        return window;
    }
}
