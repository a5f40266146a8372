namespace Pharos.StatusPages.Rules;

/// <summary>The state of a page as a whole, shown at its top.</summary>
public enum OverallState
{
    Operational,
    Maintenance,
    Degraded,
    PartlyOut,
    Out,
}

/// <summary>The current status of components: the worst that any open change gives them.</summary>
public static class CurrentStatus
{
    /// <summary>
    /// The statuses that an open change gives its components now. A scheduled maintenance has no effect before it
    /// begins.
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
