namespace Pharos.StatusPages.Rules;

/// <summary>A part of an event's life in which a component stayed in one status.</summary>
/// <param name="FromSeconds">Unix seconds, inclusive.</param>
/// <param name="ToSeconds">Unix seconds, exclusive; now for what still goes on.</param>
public readonly record struct StatusPeriod(ComponentStatus Status, long FromSeconds, long ToSeconds);

/// <summary>
/// How a component fared from an event's beginning to its end, or to now: stretches without a gap between them.
/// </summary>
public sealed record StatusTimeline(string ComponentId, IReadOnlyList<StatusPeriod> Stretches)
{
    /// <summary>
    /// Of every component that the event touched, in the order first named; empty where it changed the status of none.
    /// </summary>
    /// <param name="startSeconds">The event's start, for a maintenance the planned one.</param>
    /// <param name="entries">The updates, ordered by time; those after <paramref name="now"/> do not count.</param>
    public static IReadOnlyList<StatusTimeline> From(
        ChangeType type,
        long startSeconds,
        IReadOnlyList<TimelineEntry> entries,
        long now
    )
    {
        var impacts = Uptime.Impacts(0, type, entries, now).ToLookup(i => i.ComponentId, StringComparer.Ordinal);
        if (impacts.Count == 0)
            return [];
        var outcome = TimelineRules.Replay(type, startSeconds, [.. entries.TakeWhile(e => e.AtSeconds < now)]);
        var all = impacts.SelectMany(own => own).ToList();
        // A maintenance may have begun before its planned start.
        var begin = Math.Min(startSeconds, all.Min(i => i.FromSeconds));
        var end = Math.Max(outcome.ClosedAtSeconds ?? now, all.Max(i => i.ToSeconds));
        return
        [
            .. outcome.Components.Select(c => new StatusTimeline(
                c.ComponentId,
                Filled(impacts[c.ComponentId], begin, end)
            )),
        ];
    }

    /// <summary>
    /// With what lies before, between and after the impacts: there the event left the component operational.
    /// </summary>
    private static List<StatusPeriod> Filled(IEnumerable<StatusInterval> impacts, long begin, long end)
    {
        var stretches = new List<StatusPeriod>();
        var until = begin;
        foreach (var impact in impacts.OrderBy(i => i.FromSeconds))
        {
            if (impact.FromSeconds > until)
                stretches.Add(new StatusPeriod(ComponentStatus.Operational, until, impact.FromSeconds));
            stretches.Add(new StatusPeriod(impact.Status, impact.FromSeconds, impact.ToSeconds));
            until = impact.ToSeconds;
        }

        if (until < end)
            stretches.Add(new StatusPeriod(ComponentStatus.Operational, until, end));
        return stretches;
    }
}
