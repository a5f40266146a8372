using System.Globalization;
using Pharos.Kernel;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Demo;

/// <summary>Timelines of incidents: duration, number of updates and their texts.</summary>
internal static class IncidentTimeline
{
    /// <summary>A resolved incident.</summary>
    public static DemoChange Past(IncidentScenario scenario, long start, SeededRandom random)
    {
        var minutes = scenario.Impact switch
        {
            ComponentStatus.Degraded => random.Chance(15)
                ? random.Between(120, 270)
                : random.Between(14, 55) + (random.Chance(35) ? random.Between(0, 70) : 0),
            ComponentStatus.PartialOutage => random.Between(25, 150),
            _ => random.Between(45, 110),
        };
        var steps = Steps(minutes, scenario.Lessons.Length > 0, random);
        return Play(scenario, start, minutes, steps, random);
    }

    /// <summary>An open incident whose fix is being monitored.</summary>
    public static DemoChange Monitored(IncidentScenario scenario, long start, SeededRandom random) =>
        Play(scenario, start, 97, [.. Steps(110, reviewed: false, random)[..^1]], random);

    private static DemoChange Play(
        IncidentScenario scenario,
        long start,
        int minutes,
        IReadOnlyList<string[]> steps,
        SeededRandom random
    )
    {
        var region = random.One(DemoWording.Regions);
        start += random.Between(0, 59);
        var updates = new List<DemoUpdate>();
        var shares = new[] { random.Between(20, 40), random.Between(45, 65), random.Between(70, 90) };
        for (var i = 0; i < steps.Count; i++)
        {
            // Irregular, like real updates, but never out of order.
            var gap = minutes * 60 / (steps.Count - 1);
            var at = start + (i == 0 ? 0 : (gap * i) + (i == steps.Count - 1 ? 0 : random.Between(-gap / 3, gap / 3)));
            var pool = steps[i];
            var status = Status(pool);
            var text = Text(Fresh(pool, updates.Count, random), scenario, at - start, shares[Math.Min(i / 2, 2)]);
            updates.Add(new DemoUpdate(at, status, DemoWording.In(region, text), Components(scenario.Impact, status)));
        }

        return new DemoChange(
            ChangeType.Incident,
            DemoWording.In(region, scenario.Title),
            DemoWording.In(region, scenario.Symptom),
            scenario.Components,
            start,
            null,
            updates,
            null,
            random.Chance(60)
        );
    }

    /// <summary>The phrase pools of the updates, in order; longer incidents have more updates.</summary>
    private static List<string[]> Steps(int minutes, bool reviewed, SeededRandom random)
    {
        var end = reviewed ? Phrases.Reviewed : Phrases.Resolved;
        if (minutes < 25 && !reviewed)
            return random.Chance(50) ? [Phrases.Investigating, end] : [Phrases.Investigating, Phrases.Monitoring, end];
        List<string[]> steps = [Phrases.Investigating];
        if (minutes > 60 || random.Chance(30))
            steps.Add(Phrases.StillInvestigating);
        if (minutes > 40 || reviewed || random.Chance(60))
            steps.Add(Phrases.Identified);
        if (minutes > 75)
            steps.Add(Phrases.Progress);
        if (minutes > 150 && random.Chance(70))
            steps.Add(Phrases.Progress);
        if (minutes > 30 || random.Chance(50))
            steps.Add(Phrases.Monitoring);
        if (minutes > 100 && random.Chance(40))
            steps.Add(Phrases.StillMonitoring);
        steps.Add(end);
        return steps;
    }

    /// <summary>Rotates through a pool, so that consecutive updates differ.</summary>
    private static string Fresh(string[] pool, int turn, SeededRandom random) =>
        pool[((random.Between(0, (pool.Length - 1) / 2) * 2) + turn) % pool.Length];

    private static ChangeStatus? Status(string[] pool) =>
        pool == Phrases.Investigating ? ChangeStatus.Investigating
        : pool == Phrases.Identified ? ChangeStatus.Identified
        : pool == Phrases.Monitoring ? ChangeStatus.Monitoring
        : pool == Phrases.Resolved || pool == Phrases.Reviewed ? ChangeStatus.Resolved
        : null;

    private static ComponentStatus? Components(ComponentStatus impact, ChangeStatus? status) =>
        status switch
        {
            ChangeStatus.Investigating => impact,
            ChangeStatus.Monitoring when impact != ComponentStatus.Degraded => ComponentStatus.Degraded,
            ChangeStatus.Resolved => ComponentStatus.Operational,
            _ => null,
        };

    private static string Text(string phrase, IncidentScenario scenario, long seconds, int share) =>
        phrase
            .Replace("{symptom}", scenario.Symptom, StringComparison.Ordinal)
            .Replace("{cause}", scenario.Cause, StringComparison.Ordinal)
            .Replace("{remedy}", scenario.Remedy, StringComparison.Ordinal)
            .Replace("{outcome}", scenario.Outcome, StringComparison.Ordinal)
            .Replace(
                "{lessons}",
                string.Join('\n', scenario.Lessons.Select(lesson => "- " + lesson)),
                StringComparison.Ordinal
            )
            .Replace("{what}", DemoWording.Noun(scenario.Components[0]), StringComparison.Ordinal)
            .Replace("{share}", share.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{duration}", DemoWording.Duration(seconds), StringComparison.Ordinal);
}
