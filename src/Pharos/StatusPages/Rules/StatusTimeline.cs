namespace Pharos.StatusPages.Rules;

/// <summary>A period within a change in which a component kept one status.</summary>
/// <param name="FromSeconds">Unix seconds, inclusive.</param>
/// <param name="ToSeconds">Unix seconds, exclusive; the current time if the period has not ended.</param>
public readonly record struct StatusPeriod(ComponentStatus Status, long FromSeconds, long ToSeconds);

/// <summary>A component's statuses from a change's start to its end, or to now, as periods without gaps.</summary>
public sealed record StatusTimeline(string ComponentId, IReadOnlyList<StatusPeriod> Periods)
{
    /// <summary>
    /// The timelines of all components that the change affected, in the order first named; empty if it changed no
    /// component's status.
    /// </summary>
    /// <param name="startSeconds">The change's start; for a maintenance the planned one.</param>
    /// <param name="entries">The updates, ordered by time; those after <paramref name="now"/> are ignored.</param>
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

    /// <summary>Fills the time before, between and after the impacts with operational periods.</summary>
    private static List<StatusPeriod> Filled(IEnumerable<StatusInterval> impacts, long begin, long end)
    {
        var periods = new List<StatusPeriod>();
        var until = begin;
        foreach (var impact in impacts.OrderBy(i => i.FromSeconds))
        {
            if (impact.FromSeconds > until)
                periods.Add(new StatusPeriod(ComponentStatus.Operational, until, impact.FromSeconds));
            periods.Add(new StatusPeriod(impact.Status, impact.FromSeconds, impact.ToSeconds));
            until = impact.ToSeconds;
        }

        if (until < end)
            periods.Add(new StatusPeriod(ComponentStatus.Operational, until, end));
        return periods;
    }
}
