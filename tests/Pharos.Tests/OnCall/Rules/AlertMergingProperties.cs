using FsCheck;
using FsCheck.Fluent;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

/// <summary>Events with distinct times end in the same state, in whatever order they arrive.</summary>
[Trait("Runs", "Once")]
public sealed class AlertMergingProperties
{
    private sealed record Arrivals(AlertEvent[] InOrder, AlertEvent[] Shuffled);

    [Fact]
    public void The_newest_alert_says_the_same_in_every_order() =>
        Holds(Any(), arrivals => Says(Play(arrivals.InOrder)) == Says(Play(arrivals.Shuffled)));

    [Fact]
    public void It_says_what_the_events_say()
    {
        Holds(Any(), arrivals =>
        {
            var firing = arrivals.InOrder.LastOrDefault(e => e.Status != EventStatus.Ok);
            var isOpen = arrivals.InOrder.LastOrDefault() is { } last && last.Status != EventStatus.Ok;
            var alert = Play(arrivals.Shuffled);
            return firing is null
                ? alert is null
                : alert!.Firing == firing && alert.IsOpen == isOpen && alert.LastTime == arrivals.InOrder[^1].Time;
        });
    }

    [Fact]
    public void One_episode_ends_in_the_same_state_in_every_order_with_start_severity_labels_and_end() =>
        Holds(Episode(), arrivals =>
        {
            var firing = arrivals.InOrder.Where(e => e.Status != EventStatus.Ok).ToList();
            var (one, other) = (Play(arrivals.InOrder), Play(arrivals.Shuffled));
            return Everything(one) == Everything(other)
                && (
                    firing.Count == 0
                    || other!.StartTime == firing[0].Time
                        && other.Severity == Severities.Highest(firing.Select(e => e.Status))
                        && other.EndTime == arrivals.InOrder.FirstOrDefault(e => e.Status == EventStatus.Ok)?.Time
                );
        });

    [Fact]
    public void Repeating_an_event_that_was_the_newest_changes_nothing() => Holds(Any(), arrivals =>
        {
            var repeated = arrivals.InOrder.SelectMany(e => new[] { e, e }).ToArray();
            return Everything(Play(arrivals.InOrder)) == Everything(Play(repeated));
        });

    private static AlertState? Play(AlertEvent[] events)
    {
        var (alert, early) = ((AlertState?)null, (Recoveries?)null);
        foreach (var one in events)
        {
            var decision = AlertMerging.Decide(alert, early, one);
            (alert, early) = (decision.Alert, decision.Alert is null ? decision.Early : null);
        }

        return alert;
    }

    private static string Says(AlertState? alert) =>
        alert is null
            ? "none"
            : $"{alert.IsOpen} {alert.Status} {alert.Firing.Title} {alert.Firing.Time} {alert.LastTime}";

    private static string Everything(AlertState? alert) =>
        alert is null
            ? "none"
            : $"{Says(alert)} {alert.StartTime} {alert.EndTime} {alert.Severity} "
                + string.Join(
                    ' ',
                    alert.Labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}")
                );

    private static void Holds(Gen<Arrivals> arrivals, Func<Arrivals, bool> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(5000).WithQuietOnSuccess(true),
            Prop.ForAll(arrivals.ToArbitrary(), property)
        );

    private static Gen<Arrivals> Any() => Shuffled(Event().ArrayOf().Select(Distinct));

    /// <summary>Firing events, then recoveries.</summary>
    private static Gen<Arrivals> Episode() =>
        Shuffled(
            Event()
                .ArrayOf()
                .Select(events =>
                {
                    var distinct = Distinct(events);
                    return distinct
                        .OrderBy(e => e.Status == EventStatus.Ok)
                        .Select((e, i) => e with { Time = distinct[i].Time })
                        .ToArray();
                })
        );

    private static Gen<Arrivals> Shuffled(Gen<AlertEvent[]> events) =>
        from ordered in events
        from shuffled in Gen.Shuffle(ordered)
        select new Arrivals(ordered, shuffled);

    private static AlertEvent[] Distinct(AlertEvent[] events) =>
        [.. events.DistinctBy(e => e.Time).OrderBy(e => e.Time)];

    private static Gen<AlertEvent> Event() =>
        from time in Gen.Choose(1, 40)
        from status in Gen.Elements(EventStatus.Critical, EventStatus.Warning, EventStatus.Info, EventStatus.Ok)
        from title in Gen.Elements("one", "two")
        from a in Gen.Elements("1", "2")
        from b in Gen.Elements("", "x", "y")
        let labels = b.Length == 0
            ? new Dictionary<string, string> { ["a"] = a }
            : new Dictionary<string, string> { ["a"] = a, [b] = a }
        select new AlertEvent(time, status, title, "", labels);
}
