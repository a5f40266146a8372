namespace Pharos.OnCall.Rules;

/// <summary>The parts of an event that decide its alert.</summary>
/// <param name="Time">
/// When it happened, in unix seconds; not in the future, so that a wrong clock can't hide later events. See
/// <see cref="AlertMerging.TimeOf"/>.
/// </param>
public sealed record AlertEvent(
    long Time,
    EventStatus Status,
    string Title,
    string Description,
    IReadOnlyDictionary<string, string> Labels
);

/// <summary>An Ok event.</summary>
/// <param name="Time">Unix seconds.</param>
/// <param name="Labels">Its labels; the alert gets those that it lacks.</param>
public sealed record Recovery(long Time, IReadOnlyDictionary<string, string> Labels);

/// <summary>
/// The recoveries of a key that are later than its newest firing event. The last one must be kept even though the first
/// closed the alert: a late firing event between the two belongs to an alert that has already recovered.
/// </summary>
public sealed record Recoveries(Recovery First, Recovery Last)
{
    /// <summary>The known recoveries and another one.</summary>
    public static Recoveries Add(Recoveries? known, Recovery one) =>
        known is null
            ? new Recoveries(one, one)
            : new Recoveries(
                one.Time < known.First.Time ? one : known.First,
                one.Time > known.Last.Time ? one : known.Last
            );

    /// <summary>The recoveries later than a time; null if no recovery is later.</summary>
    public Recoveries? After(long time) =>
        First.Time > time ? this
        : Last.Time > time ? new Recoveries(Last, Last)
        : null;
}

/// <summary>
/// What merging knows of the newest alert of a key (the same integration, channel and alert_key). Store all of it with
/// the alert.
/// </summary>
public sealed record AlertState
{
    /// <summary>The earliest firing event, in unix seconds.</summary>
    public required long StartTime { get; init; }

    /// <summary>Firing events before this time belong to earlier alerts of the key. Unix seconds.</summary>
    public long NotBefore { get; init; } = long.MinValue;

    /// <summary>The newest firing event: the alert shows its title, description and labels.</summary>
    public required AlertEvent Firing { get; init; }

    /// <summary>The highest severity of its firing events.</summary>
    public required EventStatus Severity { get; init; }

    /// <summary>Its recovery, and later ones. Null while the source reports the alert as firing.</summary>
    public Recoveries? Recoveries { get; init; }

    /// <summary>When a person or a time-out closed it, in unix seconds; null if none did.</summary>
    public long? ClosedAt { get; init; }

    public bool IsOpen => Recoveries is null && ClosedAt is null;

    /// <summary>What the newest event says. Closing an alert by hand leaves it.</summary>
    public EventStatus Status => Recoveries is null ? Firing.Status : EventStatus.Ok;

    /// <summary>
    /// When it recovered or was closed, whichever is earlier, in unix seconds; null while it is open.
    /// </summary>
    public long? EndTime =>
        (Recoveries?.First.Time, ClosedAt) is (long recovered, long closed)
            ? Math.Min(recovered, closed)
            : Recoveries?.First.Time ?? ClosedAt;

    /// <summary>The newest event, in unix seconds.</summary>
    public long LastTime => Recoveries?.Last.Time ?? Firing.Time;

    /// <summary>The labels of the newest firing event, and those that only the recovery has.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get
        {
            if (Recoveries is null or { First.Labels.Count: 0 })
                return Firing.Labels;
            var labels = new Dictionary<string, string>(Firing.Labels, StringComparer.Ordinal);
            foreach (var (name, value) in Recoveries.First.Labels)
                labels.TryAdd(name, value);
            return labels;
        }
    }

    public static AlertState From(AlertEvent firing, Recoveries? recoveries, long notBefore) =>
        new()
        {
            StartTime = firing.Time,
            NotBefore = notBefore,
            Firing = firing,
            Severity = firing.Status,
            Recoveries = recoveries,
        };
}
