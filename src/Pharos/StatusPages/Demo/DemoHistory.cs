using Pharos.Kernel;

namespace Pharos.StatusPages.Demo;

/// <summary>
/// Draws a year of changes from the scenarios. The result is the same at every run, shifted so that it ends yesterday.
/// No I/O, no clock.
/// </summary>
internal static class DemoHistory
{
    public const int Days = 365;

    private const int Incidents = 90;
    private const int PlannedWork = 25;
    private const long Day = 24 * 60 * 60;

    /// <summary>A change is linked to an earlier one of the same scenario within this time.</summary>
    private const long Recurrence = 45 * Day;

    /// <summary>Start of the year; components are available from then on.</summary>
    public static long Begin(long now) => Midnight(now) - (Days * Day);

    /// <summary>The changes, ordered by start.</summary>
    /// <param name="now">Unix seconds.</param>
    public static IReadOnlyList<DemoChange> For(long now)
    {
        var random = new SeededRandom(20_250_308);
        var midnight = Midnight(now);
        var drawn = new List<(DemoChange Change, object Scenario)>();
        foreach (var (scenario, daysAgo) in Deal(random))
            drawn.Add(
                (IncidentTimeline.Past(scenario, midnight - (daysAgo * Day) + TimeOfDay(random), random), scenario)
            );
        for (var i = 0; i < PlannedWork; i++)
        {
            var work = Maintenances.All[i * 5 % Maintenances.All.Count];
            // Every other week, in the early hours.
            var start = midnight - ((5 + (i * 14) + random.Between(0, 3)) * Day) + (random.Between(2, 8) * 1800);
            drawn.Add((MaintenanceTimeline.Past(work, start, random), work));
        }

        var open = ComputeIncidents.All[4];
        drawn.Add((IncidentTimeline.Monitored(open, midnight - Day + (15 * 3600) + 2280, random), open));
        drawn.Add(
            (
                MaintenanceTimeline.Upcoming(
                    Maintenances.All[0],
                    midnight + (6 * Day) + (3 * 3600),
                    midnight - Day + (9 * 3600),
                    random
                ),
                Maintenances.All[0]
            )
        );
        drawn = [.. drawn.OrderBy(d => d.Change.StartAt)];
        return [.. drawn.Select((d, i) => d.Change with { LinkedTo = Earlier(drawn, i) })];
    }

    private static long Midnight(long now) => now - (now % Day);

    /// <summary>
    /// Incidents with their age in days, spread randomly over the year from the first day to two days ago.
    /// </summary>
    private static IEnumerable<(IncidentScenario Scenario, int DaysAgo)> Deal(SeededRandom random)
    {
        var deck = new List<IncidentScenario>();
        for (var i = 0; i < Incidents; i++)
        {
            if (deck.Count == 0)
            {
                deck.AddRange(
                    ComputeIncidents.All.Concat(NetworkIncidents.All).SelectMany(s => Enumerable.Repeat(s, s.Often))
                );
                random.Shuffle(deck);
            }

            var scenario = deck[^1];
            deck.RemoveAt(deck.Count - 1);
            yield return (scenario, i == 0 ? Days : random.Between(2, Days));
        }
    }

    /// <summary>
    /// Mostly in working hours, sometimes at night. The latest start leaves enough time for the longest incident.
    /// </summary>
    private static long TimeOfDay(SeededRandom random) =>
        (random.Chance(75) ? random.Between(7 * 60, 18 * 60) : random.Between(0, 18 * 60)) * 60;

    private static int? Earlier(List<(DemoChange Change, object Scenario)> drawn, int index)
    {
        var (change, scenario) = drawn[index];
        var earlier = index == 0 ? -1 : drawn.FindLastIndex(index - 1, d => ReferenceEquals(d.Scenario, scenario));
        return earlier >= 0 && change.StartAt - drawn[earlier].Change.StartAt < Recurrence ? earlier : null;
    }
}
