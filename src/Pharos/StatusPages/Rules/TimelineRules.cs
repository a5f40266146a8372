namespace Pharos.StatusPages.Rules;

/// <summary>A component and the status that an update gives it.</summary>
public readonly record struct ComponentState(string ComponentId, ComponentStatus Status);

/// <summary>The parts of an update that the rules need.</summary>
/// <param name="AtSeconds">When it happened, in unix seconds.</param>
/// <param name="Status">The change's status from then on; null keeps the previous one.</param>
/// <param name="Components">The statuses it gives to components, each component at most once.</param>
public sealed record TimelineEntry(long AtSeconds, ChangeStatus? Status, IReadOnlyList<ComponentState> Components);

/// <summary>The rule that a timeline breaks.</summary>
public enum TimelineError
{
    None,

    /// <summary>An update is earlier than the change's start.</summary>
    BeforeStart,

    /// <summary>The change has ended, but a component it affected is not operational.</summary>
    NotOperationalAtEnd,
}

/// <summary>The result of replaying a timeline.</summary>
/// <param name="Status">The change's status after the last update.</param>
/// <param name="ClosedAtSeconds">When the change last reached its terminal status; null while it is open.</param>
/// <param name="Components">
/// Every component the change affected, in the order it was first named, with its last status.
/// </param>
/// <param name="Fault">The first rule broken, in order of time.</param>
/// <param name="FaultIndex">The position of the entry that breaks it.</param>
/// <param name="FaultComponentId">The component that breaks it, where one does.</param>
public sealed record TimelineOutcome(
    ChangeStatus Status,
    long? ClosedAtSeconds,
    IReadOnlyList<ComponentState> Components,
    TimelineError Fault = TimelineError.None,
    int FaultIndex = -1,
    string? FaultComponentId = null
);

/// <summary>Replays a change's updates in order. Everything derived from a timeline is derived here.</summary>
public static class TimelineRules
{
    /// <param name="startSeconds">The change's start; for a maintenance the planned one.</param>
    /// <param name="entries">The updates, ordered by time, ties by arrival.</param>
    /// <param name="isDeleted">
    /// Whether a component was deleted from the page. No update can reset such a component, so it does not keep a
    /// change open.
    /// </param>
    public static TimelineOutcome Replay(
        ChangeType type,
        long startSeconds,
        IReadOnlyList<TimelineEntry> entries,
        Func<string, bool>? isDeleted = null
    )
    {
        var status = ChangeStatuses.First(type);
        long? closedAt = null;
        var order = new List<string>();
        var components = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        var fault = TimelineError.None;
        int faultIndex = -1;
        string? faultComponent = null;
        var begin = startSeconds;

        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var before = status;
            status = entry.Status ?? status;

            if (entry.AtSeconds < begin && fault == TimelineError.None)
            {
                // A maintenance is announced before it begins, and may begin earlier than planned.
                var announced = i == 0 ? status == ChangeStatus.Scheduled : before == ChangeStatus.Scheduled;
                if (!announced)
                    (fault, faultIndex) = (TimelineError.BeforeStart, i);
                else if (status != ChangeStatus.Scheduled)
                    begin = entry.AtSeconds;
            }

            foreach (var (id, componentStatus) in entry.Components)
            {
                if (!components.ContainsKey(id))
                    order.Add(id);
                components[id] = componentStatus;
            }

            if (!status.IsTerminal())
            {
                closedAt = null;
                continue;
            }

            closedAt ??= entry.AtSeconds;
            if (fault != TimelineError.None)
                continue;
            foreach (var id in order)
            {
                if (components[id] == ComponentStatus.Operational || isDeleted?.Invoke(id) == true)
                    continue;
                (fault, faultIndex, faultComponent) = (TimelineError.NotOperationalAtEnd, i, id);
                break;
            }
        }

        return new TimelineOutcome(
            status,
            closedAt,
            [.. order.Select(id => new ComponentState(id, components[id]))],
            fault,
            faultIndex,
            faultComponent
        );
    }
}
