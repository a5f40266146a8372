using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class AlertMergingTests
{
    private const EventStatus Critical = EventStatus.Critical;
    private const EventStatus Warning = EventStatus.Warning;
    private const EventStatus Ok = EventStatus.Ok;

    [Fact]
    public void The_first_event_starts_an_alert()
    {
        var decision = AlertMerging.Decide(null, null, Event(100, Warning, "a=1"));

        Assert.Equal(AlertOutcome.NewAlert, decision.Outcome);
        Assert.True(decision.Alert!.IsOpen);
        Assert.Equal(
            (100, Warning, Warning),
            (decision.Alert.StartTime, decision.Alert.Severity, decision.Alert.Status)
        );
    }

    [Fact]
    public void Another_status_title_or_description_is_another_event_of_the_alert()
    {
        var alert = Open(100, Warning, "a=1");

        foreach (
            var other in new[]
            {
                Event(110, Critical, "a=1"),
                Event(110, Warning, "a=1") with
                {
                    Title = "other",
                },
                Event(110, Warning, "a=1") with
                {
                    Description = "other",
                },
            }
        )
            Assert.Equal(AlertOutcome.Merged, AlertMerging.Decide(alert, null, other).Outcome);
    }

    [Fact]
    public void An_event_that_says_the_same_refreshes_the_labels()
    {
        var decision = AlertMerging.Decide(Open(100, Warning, "a=1 b=1"), null, Event(110, Warning, "a=2"));

        Assert.Equal(AlertOutcome.Refreshed, decision.Outcome);
        Assert.Equal("a=2", Text(decision.Alert!.Labels));
        Assert.Equal(110, decision.Alert.LastTime);
    }

    [Fact]
    public void The_same_event_again_is_dropped()
    {
        var alert = Open(100, Warning, "a=1");
        var recovered = Play(alert, Event(120, Ok));

        Assert.Equal(AlertOutcome.Duplicate, AlertMerging.Decide(alert, null, Event(100, Warning, "a=1")).Outcome);
        Assert.Equal(AlertOutcome.Duplicate, AlertMerging.Decide(recovered, null, Event(100, Warning, "a=1")).Outcome);
        Assert.Equal(AlertOutcome.Duplicate, AlertMerging.Decide(recovered, null, Event(120, Ok)).Outcome);
    }

    [Fact]
    public void A_changed_label_with_the_same_start_refreshes_the_alert()
    {
        // Alertmanager repeats a firing alert with the time of its start.
        var decision = AlertMerging.Decide(Open(100, Warning, "a=1"), null, Event(100, Warning, "a=2"));

        Assert.Equal(AlertOutcome.Refreshed, decision.Outcome);
        Assert.Equal("a=2", Text(decision.Alert!.Labels));
    }

    [Fact]
    public void The_severity_is_the_highest_and_the_status_the_newest()
    {
        var alert = Play(Open(100, Warning), Event(110, Critical), Event(120, EventStatus.Info));

        Assert.Equal((Critical, EventStatus.Info), (alert.Severity, alert.Status));
    }

    [Fact]
    public void A_recovery_closes_the_alert_and_only_adds_labels()
    {
        var decision = AlertMerging.Decide(Open(100, Warning, "a=1"), null, Event(110, Ok, "a=2 b=2"));

        Assert.Equal(AlertOutcome.Merged, decision.Outcome);
        Assert.False(decision.Alert!.IsOpen);
        Assert.Equal((Ok, Warning, 110L), (decision.Alert.Status, decision.Alert.Severity, decision.Alert.EndTime));
        Assert.Equal("a=1 b=2", Text(decision.Alert.Labels));
    }

    [Fact]
    public void A_recovery_of_a_closed_alert_is_ignored()
    {
        var alert = Play(Open(100, Warning), Event(110, Ok));
        var decision = AlertMerging.Decide(alert, null, Event(120, Ok));

        Assert.Equal(AlertOutcome.Ignored, decision.Outcome);
        Assert.Equal(110, decision.Alert!.EndTime);
    }

    [Fact]
    public void After_a_recovery_the_next_event_starts_a_new_alert()
    {
        var decision = AlertMerging.Decide(Play(Open(100, Critical), Event(110, Ok)), null, Event(110, Warning));

        Assert.Equal(AlertOutcome.NewAlert, decision.Outcome);
        Assert.False(decision.Supersedes);
        Assert.True(decision.Alert!.IsOpen);
        Assert.Equal((110, Warning), (decision.Alert.StartTime, decision.Alert.Severity));
    }

    [Fact]
    public void After_a_close_by_hand_the_next_event_starts_a_new_alert_even_if_it_repeats_an_old_time()
    {
        var closed = Open(100, Critical) with { ClosedAt = 200 };
        var decision = AlertMerging.Decide(closed, null, Event(100, Critical));

        Assert.Equal((AlertOutcome.NewAlert, true), (decision.Outcome, decision.Alert!.IsOpen));
        Assert.Equal((200L, Critical), (closed.EndTime, closed.Status));
    }

    [Fact]
    public void A_recovery_of_an_alert_closed_by_hand_is_recorded_so_that_both_orders_agree()
    {
        var closed = Open(100, Critical) with { ClosedAt = 200 };
        var decision = AlertMerging.Decide(closed, null, Event(150, Ok));

        Assert.Equal((Ok, 150L), (decision.Alert!.Status, decision.Alert.EndTime));
        Assert.Equal(AlertOutcome.Duplicate, AlertMerging.Decide(decision.Alert, null, Event(100, Critical)).Outcome);
    }

    [Fact]
    public void An_alert_takes_events_for_a_day()
    {
        var alert = Open(100, Warning);
        var last = AlertMerging.Decide(alert, null, Event(100 + 86400, Critical));
        var next = AlertMerging.Decide(alert, null, Event(101 + 86400, Critical));

        Assert.Equal((AlertOutcome.Merged, false), (last.Outcome, last.Supersedes));
        Assert.Equal((AlertOutcome.NewAlert, true), (next.Outcome, next.Supersedes));
    }

    [Fact]
    public void A_recovery_before_the_first_event_is_kept_for_it()
    {
        var early = AlertMerging.Decide(null, null, Event(110, Ok, "b=2"));
        var late = AlertMerging.Decide(null, early.Early, Event(100, Critical, "a=1"));

        Assert.Equal((AlertOutcome.Ignored, (AlertState?)null), (early.Outcome, early.Alert));
        Assert.Equal(AlertOutcome.NewAlert, late.Outcome);
        Assert.Equal((Ok, 110L, "a=1 b=2"), (late.Alert!.Status, late.Alert.EndTime, Text(late.Alert.Labels)));
        Assert.True(AlertMerging.Decide(null, early.Early, Event(120, Critical)).Alert!.IsOpen);
    }

    [Fact]
    public void A_late_event_joins_the_alert_of_its_time()
    {
        var open = AlertMerging.Decide(Open(100, Warning, "a=1"), null, Event(90, Critical, "a=0"));
        var recovered = AlertMerging.Decide(
            Play(Open(100, Warning), Event(120, Ok)),
            null,
            Event(110, Critical, "a=2")
        );
        var earlier = AlertMerging.Decide(
            Play(Open(100, Warning), Event(120, Ok), Event(130, Warning)),
            null,
            Event(110, Critical)
        );

        Assert.Equal((AlertOutcome.Merged, 90L, Critical), (open.Outcome, open.Alert!.StartTime, open.Alert.Severity));
        Assert.Equal(("a=1", Warning), (Text(open.Alert.Labels), open.Alert.Status));
        Assert.Equal((AlertOutcome.Merged, false), (recovered.Outcome, recovered.Alert!.IsOpen));
        Assert.Equal((Critical, "a=2"), (recovered.Alert.Severity, Text(recovered.Alert.Labels)));
        Assert.Equal((AlertOutcome.Ignored, Warning), (earlier.Outcome, earlier.Alert!.Severity));
    }

    [Fact]
    public void A_stale_recovery_does_not_close_an_alert_that_has_fired_since()
    {
        var alert = Play(Open(100, Warning), Event(120, Critical));
        var decision = AlertMerging.Decide(alert, null, Event(110, Ok));

        Assert.Equal((AlertOutcome.Ignored, true), (decision.Outcome, decision.Alert!.IsOpen));
    }

    [Fact]
    public void The_time_of_an_event_is_never_in_the_future()
    {
        Assert.Equal(90, AlertMerging.TimeOf(90, 100));
        Assert.Equal(100, AlertMerging.TimeOf(500, 100));
        Assert.Equal(100, AlertMerging.TimeOf(null, 100));
    }

    private static AlertState Open(long time, EventStatus status, string labels = "") =>
        AlertMerging.Decide(null, null, Event(time, status, labels)).Alert!;

    private static AlertState Play(AlertState alert, params AlertEvent[] events) =>
        events.Aggregate(alert, (state, one) => AlertMerging.Decide(state, null, one).Alert!);

    private static AlertEvent Event(long time, EventStatus status, string labels = "") =>
        new(
            time,
            status,
            "title",
            "description",
            labels
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split('='))
                .ToDictionary(l => l[0], l => l[1])
        );

    private static string Text(IReadOnlyDictionary<string, string> labels) =>
        string.Join(' ', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
}
