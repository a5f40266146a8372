namespace Pharos.OnCall.Rules;

/// <summary>
/// Severities rise: an alert has the highest severity of its events, an incident the highest of its alerts. A recovery
/// doesn't lower a severity. A severity that a person set stays; callers leave it alone.
/// </summary>
public static class Severities
{
    /// <summary>The more severe one; <see cref="EventStatus.Ok"/> is the least.</summary>
    public static EventStatus Highest(EventStatus one, EventStatus other) => one < other ? one : other;

    /// <summary>The most severe one; <see cref="EventStatus.Ok"/> for an empty list.</summary>
    public static EventStatus Highest(IEnumerable<EventStatus> severities)
    {
        var highest = EventStatus.Ok;
        foreach (var severity in severities)
            highest = Highest(highest, severity);
        return highest;
    }

    public static bool IsHigherThan(this EventStatus one, EventStatus other) => one < other;

    /// <summary>The severity of an alert that had one severity and gets an event with this status.</summary>
    public static EventStatus After(EventStatus severity, EventStatus eventStatus) => Highest(severity, eventStatus);

    /// <summary>
    /// The severity of an incident after an alert joined or changed: raised by it, unless a person set it.
    /// </summary>
    public static EventStatus OfIncident(EventStatus current, EventStatus alert, bool isSetByHand) =>
        isSetByHand ? current : Highest(current, alert);
}
