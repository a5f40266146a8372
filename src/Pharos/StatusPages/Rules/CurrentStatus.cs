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

    /// <summary>
    /// When a change gave its components another effective status, up to now, in unix seconds. A maintenance has no
    /// effect before it begins, and a change that has ended leaves all components operational.
    /// </summary>
    public static IEnumerable<(string ComponentId, long AtSeconds)> Changes(
        ChangeType type,
        IReadOnlyList<TimelineEntry> entries,
        long now
    )
    {
        var named = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        var effective = new Dictionary<string, ComponentStatus>(StringComparer.Ordinal);
        var status = ChangeStatuses.First(type);
        foreach (var entry in entries.TakeWhile(e => e.AtSeconds <= now))
        {
            status = entry.Status ?? status;
            foreach (var (id, componentStatus) in entry.Components)
                named[id] = componentStatus;
            foreach (var (id, wanted) in named)
            {
                var shown =
                    status == ChangeStatus.Scheduled || status.IsTerminal() ? ComponentStatus.Operational : wanted;
                if (shown == effective.GetValueOrDefault(id))
                    continue;
                effective[id] = shown;
                yield return (id, entry.AtSeconds);
            }
        }
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
