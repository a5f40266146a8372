using Pharos.Kernel;

namespace Pharos.OnCall.Rules;

/// <summary>How far people are with an incident. Independent of what the source says.</summary>
[PascalWireNames]
public enum IncidentProgress
{
    /// <summary>No one has acknowledged it.</summary>
    Triggered,

    /// <summary>Acknowledged.</summary>
    Processing,
    Closed,
}

/// <summary>How an incident was closed. The wire names are those of the timeline.</summary>
public enum ResolvedFrom
{
    Voice,
    Console,
    Card,

    /// <summary>All alerts have recovered.</summary>
    Event,

    /// <summary>The space's time-out.</summary>
    Autorslv,
}

/// <summary>When an incident closes by itself after a while.</summary>
public enum AutoResolveMode
{
    /// <summary>A time after its start.</summary>
    Trigger,

    /// <summary>A time after its newest event.</summary>
    Update,
}

/// <summary>A person who works on an incident.</summary>
/// <param name="AssignedAt">Unix seconds.</param>
/// <param name="AcknowledgedAt">Unix seconds; 0 = not, or taken back.</param>
public readonly record struct Responder(long PersonId, long AssignedAt, long AcknowledgedAt);

/// <summary>
/// The state of an incident, as far as transitions read and change it. Times in unix seconds, 0 = none.
/// </summary>
public sealed record IncidentState
{
    public IncidentProgress Progress { get; init; }

    /// <summary>The worst status of its alerts; Ok if all have recovered.</summary>
    public EventStatus Status { get; init; }
    public required long StartTime { get; init; }

    /// <summary>Its newest event.</summary>
    public required long LastTime { get; init; }

    /// <summary>When all alerts had recovered.</summary>
    public long EndTime { get; init; }

    /// <summary>The first acknowledgement; 0 again after the last one is taken back.</summary>
    public long AckTime { get; init; }
    public long CloseTime { get; init; }

    /// <summary>Who closed it; 0 = the system.</summary>
    public long CloserId { get; init; }

    /// <summary>When it was last reopened: a time-out counts from there.</summary>
    public long ReopenedAt { get; init; }

    /// <summary>The end of its snooze.</summary>
    public long SnoozedBefore { get; init; }
    public bool EverMuted { get; init; }

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<Responder> Responders { get; init; } = [];

    public bool IsClosed => Progress == IncidentProgress.Closed;

    /// <summary>Whether escalation may page: not closed, and not snoozed at this time.</summary>
    public bool MayEscalate(long now) => !IsClosed && SnoozedBefore <= now;

    /// <summary>When it closes by itself, in unix seconds; null if it is closed or the time-out is off.</summary>
    /// <param name="timeout">The space's time-out, in seconds; 0 = off.</param>
    public long? AutoResolveAt(AutoResolveMode mode, long timeout) =>
        IsClosed || timeout <= 0
            ? null
            : Math.Max(mode == AutoResolveMode.Trigger ? StartTime : LastTime, ReopenedAt) + timeout;
}
