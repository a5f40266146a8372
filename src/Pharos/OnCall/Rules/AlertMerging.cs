namespace Pharos.OnCall.Rules;

/// <summary>What becomes of an event.</summary>
public enum AlertOutcome
{
    /// <summary>It starts a new alert, possibly one that has already recovered.</summary>
    NewAlert,

    /// <summary>It joins the alert and is kept as one of its events.</summary>
    Merged,

    /// <summary>It says what the newest event said: only the alert's labels and last time change.</summary>
    Refreshed,

    /// <summary>It is the newest event once more: nothing changes.</summary>
    Duplicate,

    /// <summary>No alert takes it. Its time may still have to be stored: compare the states.</summary>
    Ignored,
}

/// <summary>The decision about one event.</summary>
/// <param name="Alert">The key's newest alert afterwards; null if there is still none.</param>
/// <param name="Early">
/// Recoveries that came before any firing event of the key. Store them until an alert starts, at least for
/// <see cref="AlertMerging.MaxAge"/>.
/// </param>
/// <param name="Supersedes">
/// The new alert replaces one that is still open but older than a day. Close that one after the new one has its
/// incident, with the new one's start as its end.
/// </param>
public readonly record struct AlertDecision(
    AlertOutcome Outcome,
    AlertState? Alert,
    Recoveries? Early = null,
    bool Supersedes = false
);

/// <summary>
/// Decides which alert an event belongs to. Events of one key merge into its open alert for a day; after a recovery or
/// a close the next one starts a new alert.
/// </summary>
/// <remarks>
/// Events can arrive in any order. Whether the newest alert is open, and its status, title and description, depend only
/// on the times of the events, not on their order of arrival. If all firing events are earlier than all recoveries and
/// within a day, the same is true of everything in the state. A recovery that is older than a firing event which came
/// first is ignored: it doesn't split the alert. Events with equal times count in their order of arrival.
/// </remarks>
public static class AlertMerging
{
    /// <summary>An alert takes events for this long after its start, in seconds.</summary>
    public const long MaxAge = 24 * 3600;

    /// <summary>
    /// The time of an event: that of its source, but never in the future. With a clock that is ahead, a recovery would
    /// otherwise close alerts that fire after it.
    /// </summary>
    public static long TimeOf(long? sourceTime, long arrival) => Math.Min(sourceTime ?? arrival, arrival);

    /// <param name="alert">The newest alert of the key; null if the key has no alert.</param>
    /// <param name="early">The stored recoveries of a key that has no alert.</param>
    public static AlertDecision Decide(AlertState? alert, Recoveries? early, AlertEvent one)
    {
        if (one.Status == EventStatus.Ok)
            return Recover(alert, early, new Recovery(one.Time, one.Labels));
        if (alert is null)
            return New(one, early?.After(one.Time), long.MinValue);
        if (alert.IsOpen)
        {
            if (one.Time - alert.StartTime > MaxAge && one.Time >= alert.Firing.Time)
                return New(one, null, one.Time) with { Supersedes = true };
            return Merge(alert, one);
        }

        if (alert.Recoveries is not { } recoveries)
            // Closed by hand or time-out. The source still reports a problem, so it needs an alert.
            return New(one, null, alert.NotBefore);
        return one.Time < recoveries.First.Time
            ? Merge(alert, one)
            : New(one, recoveries.After(one.Time), recoveries.First.Time);
    }

    private static AlertDecision New(AlertEvent one, Recoveries? recoveries, long notBefore) =>
        new(AlertOutcome.NewAlert, AlertState.From(one, recoveries, notBefore));

    private static AlertDecision Recover(AlertState? alert, Recoveries? early, Recovery one)
    {
        if (alert is null)
            return new AlertDecision(AlertOutcome.Ignored, null, Recoveries.Add(early, one));
        if (one.Time < alert.Firing.Time)
            return new AlertDecision(AlertOutcome.Ignored, alert);
        var known = alert.Recoveries;
        if (known is not null && one.Time >= known.First.Time && one.Time <= known.Last.Time)
            return new AlertDecision(AlertOutcome.Duplicate, alert);
        // A later recovery doesn't change the alert, but late firing events between the two must find it.
        var outcome = known is null || one.Time < known.First.Time ? AlertOutcome.Merged : AlertOutcome.Ignored;
        return new AlertDecision(outcome, alert with { Recoveries = Recoveries.Add(known, one) });
    }

    private static AlertDecision Merge(AlertState alert, AlertEvent one)
    {
        if (one.Time < alert.NotBefore || alert.StartTime - one.Time > MaxAge)
            return new AlertDecision(AlertOutcome.Ignored, alert); // Belongs to an earlier alert.
        var isNewest = one.Time >= alert.Firing.Time;
        var merged = alert with
        {
            StartTime = Math.Min(alert.StartTime, one.Time),
            Severity = Severities.After(alert.Severity, one.Status),
            Firing = isNewest ? one : alert.Firing,
        };
        if (!isNewest || !SaysTheSame(alert.Firing, one))
            return new AlertDecision(AlertOutcome.Merged, merged);
        return one.Time == alert.Firing.Time && SameLabels(alert.Firing.Labels, one.Labels)
            ? new AlertDecision(AlertOutcome.Duplicate, alert)
            : new AlertDecision(AlertOutcome.Refreshed, merged);
    }

    private static bool SaysTheSame(AlertEvent one, AlertEvent other) =>
        one.Status == other.Status && one.Title == other.Title && one.Description == other.Description;

    private static bool SameLabels(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
    {
        if (ReferenceEquals(one, other))
            return true;
        if (one.Count != other.Count)
            return false;
        foreach (var (name, value) in one)
        {
            if (!other.TryGetValue(name, out var same) || same != value)
                return false;
        }

        return true;
    }
}
