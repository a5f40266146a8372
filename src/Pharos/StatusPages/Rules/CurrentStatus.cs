namespace Pharos.StatusPages.Rules;

/// <summary>What a page says first: how things are now.</summary>
public enum OverallState
{
    Operational,
    Maintenance,
    Degraded,
    PartlyOut,
    Out,
}

/// <summary>What components show now: the worst that any open event says of them.</summary>
public static class CurrentStatus
{
    /// <summary>
    /// The status that an open event gives its components now. A scheduled maintenance that has not begun changes
    /// nothing.
    /// </summary>
    public static IEnumerable<ComponentState> From(
        ChangeType type,
        long startSeconds,
        IReadOnlyList<TimelineEntry> entries,
        long now
    )
    {
        var outcome = TimelineRules.Replay(type, startSeconds, [.. entries.TakeWhile(e => e.AtSeconds <= now)]);
        return outcome.Status == ChangeStatus.Scheduled || outcome.Status.IsTerminal() ? [] : outcome.Components;
    }

    public static OverallState Overall(IEnumerable<ComponentStatus> components)
    {
        var worst = components.DefaultIfEmpty(ComponentStatus.Operational).Max();
        return worst switch
        {
            ComponentStatus.FullOutage => OverallState.Out,
            ComponentStatus.PartialOutage => OverallState.PartlyOut,
            ComponentStatus.Degraded => OverallState.Degraded,
            ComponentStatus.UnderMaintenance => OverallState.Maintenance,
            _ => OverallState.Operational,
        };
    }
}
