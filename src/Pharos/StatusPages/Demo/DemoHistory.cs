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
        var dice = new SeededRandom(20_250_308);
        var midnight = Midnight(now);
        var dealt = new List<(DemoChange Event, object Scenario)>();
        foreach (var (scenario, daysAgo) in Deal(dice))
            dealt.Add((IncidentTimeline.Past(scenario, midnight - (daysAgo * Day) + TimeOfDay(dice), dice), scenario));
        for (var i = 0; i < PlannedWork; i++)
        {
            var work = Maintenances.All[i * 5 % Maintenances.All.Count];
            // Every other week, in the early hours.
            var start = midnight - ((5 + (i * 14) + dice.Between(0, 3)) * Day) + (dice.Between(2, 8) * 1800);
            dealt.Add((MaintenanceTimeline.Past(work, start, dice), work));
        }

        var open = ComputeIncidents.All[4];
        dealt.Add((IncidentTimeline.Monitored(open, midnight - Day + (15 * 3600) + 2280, dice), open));
        dealt.Add(
            (
                MaintenanceTimeline.Upcoming(
                    Maintenances.All[0],
                    midnight + (6 * Day) + (3 * 3600),
                    midnight - Day + (9 * 3600),
                    dice
                ),
                Maintenances.All[0]
            )
        );
        dealt = [.. dealt.OrderBy(d => d.Event.StartAt)];
        return [.. dealt.Select((d, i) => d.Event with { LinkedTo = Earlier(dealt, i) })];
    }

    private static long Midnight(long now) => now - (now % Day);

    /// <summary>
    /// Incidents with their age in days, spread randomly over the year from the first day to two days ago.
    /// </summary>
    private static IEnumerable<(IncidentScenario Scenario, int DaysAgo)> Deal(SeededRandom dice)
    {
        var deck = new List<IncidentScenario>();
        for (var i = 0; i < Incidents; i++)
        {
            if (deck.Count == 0)
            {
                deck.AddRange(
                    ComputeIncidents.All.Concat(NetworkIncidents.All).SelectMany(s => Enumerable.Repeat(s, s.Often))
                );
                dice.Shuffle(deck);
            }

            var scenario = deck[^1];
            deck.RemoveAt(deck.Count - 1);
            yield return (scenario, i == 0 ? Days : dice.Between(2, Days));
        }
    }

    /// <summary>
    /// Mostly in working hours, sometimes at night. The latest start leaves enough time for the longest incident.
    /// </summary>
    private static long TimeOfDay(SeededRandom dice) =>
        (dice.Chance(75) ? dice.Between(7 * 60, 18 * 60) : dice.Between(0, 18 * 60)) * 60;

    private static int? Earlier(List<(DemoChange Event, object Scenario)> dealt, int index)
    {
        var (@event, scenario) = dealt[index];
        var earlier = index == 0 ? -1 : dealt.FindLastIndex(index - 1, d => ReferenceEquals(d.Scenario, scenario));
        return earlier >= 0 && @event.StartAt - dealt[earlier].Event.StartAt < Recurrence ? earlier : null;
    }
}
