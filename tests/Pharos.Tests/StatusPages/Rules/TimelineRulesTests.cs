using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

[Trait("Runs", "Once")]
public sealed class TimelineRulesTests
{
    [Fact]
    public void An_event_without_updates_is_in_its_first_status()
    {
        Assert.Equal(ChangeStatus.Investigating, TimelineRules.Replay(ChangeType.Incident, 100, []).Status);
        Assert.Equal(ChangeStatus.Scheduled, TimelineRules.Replay(ChangeType.Maintenance, 100, []).Status);
    }

    [Fact]
    public void An_update_without_a_status_leaves_it_as_it_was()
    {
        var outcome = TimelineRules.Replay(
            ChangeType.Incident,
            100,
            [At(100, ChangeStatus.Identified, ("a", ComponentStatus.Degraded)), At(200, null)]
        );

        Assert.Equal(ChangeStatus.Identified, outcome.Status);
    }

    [Fact]
    public void Components_come_in_the_order_they_were_first_named_with_their_last_status()
    {
        var outcome = TimelineRules.Replay(
            ChangeType.Incident,
            100,
            [
                At(100, null, ("b", ComponentStatus.Degraded)),
                At(200, null, ("a", ComponentStatus.FullOutage)),
                At(300, null, ("b", ComponentStatus.Operational)),
            ]
        );

        Assert.Equal([new("b", ComponentStatus.Operational), new("a", ComponentStatus.FullOutage)], outcome.Components);
    }

    [Fact]
    public void The_close_is_when_the_terminal_status_was_last_reached_and_stays_while_it_lasts()
    {
        Assert.Equal(
            200,
            TimelineRules
                .Replay(
                    ChangeType.Incident,
                    100,
                    [At(200, ChangeStatus.Resolved), At(300, ChangeStatus.Resolved), At(400, null)]
                )
                .ClosedAtSeconds
        );
        Assert.Equal(
            400,
            TimelineRules
                .Replay(
                    ChangeType.Incident,
                    100,
                    [At(200, ChangeStatus.Resolved), At(300, ChangeStatus.Monitoring), At(400, ChangeStatus.Resolved)]
                )
                .ClosedAtSeconds
        );
        Assert.Null(
            TimelineRules
                .Replay(ChangeType.Incident, 100, [At(200, ChangeStatus.Resolved), At(300, ChangeStatus.Monitoring)])
                .ClosedAtSeconds
        );
    }

    [Fact]
    public void The_first_broken_rule_is_reported_with_its_place()
    {
        var early = TimelineRules.Replay(
            ChangeType.Incident,
            100,
            [At(99, null, ("a", ComponentStatus.Degraded)), At(200, ChangeStatus.Resolved)]
        );
        var down = TimelineRules.Replay(
            ChangeType.Incident,
            100,
            [At(100, null, ("a", ComponentStatus.Degraded)), At(200, ChangeStatus.Resolved)]
        );

        Assert.Equal((TimelineError.BeforeStart, 0), (early.Fault, early.FaultIndex));
        Assert.Equal((TimelineError.NotOperationalAtEnd, 1, "a"), (down.Fault, down.FaultIndex, down.FaultComponentId));
    }

    [Fact]
    public void A_component_that_is_gone_keeps_no_event_from_ending()
    {
        TimelineEntry[] entries = [At(100, null, ("gone", ComponentStatus.FullOutage)), At(200, ChangeStatus.Resolved)];

        Assert.Equal(TimelineError.NotOperationalAtEnd, TimelineRules.Replay(ChangeType.Incident, 100, entries).Fault);
        Assert.Equal(
            TimelineError.None,
            TimelineRules.Replay(ChangeType.Incident, 100, entries, id => id == "gone").Fault
        );
    }

    [Fact]
    public void Only_what_is_still_scheduled_may_lie_before_the_start()
    {
        TimelineError Maintenance(params TimelineEntry[] entries) =>
            TimelineRules.Replay(ChangeType.Maintenance, 100, entries).Fault;

        Assert.Equal(
            TimelineError.None,
            Maintenance(At(10, ChangeStatus.Scheduled), At(20, null), At(100, ChangeStatus.Ongoing))
        );
        Assert.Equal(
            TimelineError.None,
            Maintenance(At(10, ChangeStatus.Scheduled), At(20, ChangeStatus.Ongoing), At(30, ChangeStatus.Completed))
        );
        Assert.Equal(TimelineError.BeforeStart, Maintenance(At(10, ChangeStatus.Ongoing)));
    }

    private static TimelineEntry At(
        long seconds,
        ChangeStatus? status,
        params (string Id, ComponentStatus Status)[] components
    ) => new(seconds, status, [.. components.Select(c => new ComponentState(c.Id, c.Status))]);
}
