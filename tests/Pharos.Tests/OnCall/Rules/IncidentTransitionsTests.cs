using FsCheck;
using FsCheck.Fluent;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class IncidentTransitionsTests
{
    private const string Field = "incident_ids[0]";
    private const long Ann = 1;
    private const long Bob = 2;

    private static readonly IncidentState New = new()
    {
        Status = EventStatus.Critical,
        StartTime = 1000,
        LastTime = 1000,
    };

    private static readonly IncidentState Closed = New.Resolve(Ann, ResolvedFrom.Console, 2000).State;

    [Fact]
    public void Anyone_can_acknowledge_and_the_first_time_counts()
    {
        var first = New.Acknowledge(Ann, 1100, Field);
        var second = first.State.Acknowledge(Bob, 1200, Field);

        Assert.Equal((IncidentEntries.Acknowledged, IncidentProgress.Processing), (first.Entry, first.State.Progress));
        Assert.Equal(1100, second.State.AckTime);
        Assert.Equal([new Responder(Ann, 1100, 1100), new Responder(Bob, 1200, 1200)], second.State.Responders);
    }

    [Fact]
    public void Acknowledging_twice_changes_nothing_the_second_time()
    {
        var acknowledged = New.Acknowledge(Ann, 1100, Field).State;

        Assert.False(acknowledged.Acknowledge(Ann, 1200, Field).IsChange);
        Assert.Equal(acknowledged, acknowledged.Acknowledge(Ann, 1200, Field).State);
    }

    [Fact]
    public void When_the_last_acknowledgement_is_taken_back_the_incident_is_triggered_again()
    {
        var both = New.Acknowledge(Ann, 1100, Field).State.Acknowledge(Bob, 1200, Field).State;
        var one = both.Unacknowledge(Ann, Field);
        var none = one.State.Unacknowledge(Bob, Field);

        Assert.Equal((IncidentProgress.Processing, 1100L), (one.State.Progress, one.State.AckTime));
        Assert.Equal((IncidentProgress.Triggered, 0L), (none.State.Progress, none.State.AckTime));
        Assert.Equal(IncidentEntries.Unacknowledged, none.Entry);
        Assert.False(none.State.Unacknowledge(Ann, Field).IsChange);
    }

    [Fact]
    public void A_snooze_halts_escalation_and_pages_again_at_its_end()
    {
        var snoozed = New.Acknowledge(Ann, 1100, Field).State.Snooze(10, 1200, Field);
        var early = snoozed.State.EndSnooze(1799);
        var over = snoozed.State.EndSnooze(1800);

        Assert.Equal((IncidentProgress.Processing, 1800L), (snoozed.State.Progress, snoozed.State.SnoozedBefore));
        Assert.True(snoozed.State.EverMuted);
        Assert.False(snoozed.State.MayEscalate(1799));
        Assert.True(snoozed.State.MayEscalate(1800));
        Assert.False(early.IsChange);
        Assert.Equal((IncidentProgress.Triggered, true), (over.State.Progress, over.Pages));
        Assert.True(over.State.Acknowledge(Ann, 1900, Field).IsChange);
        Assert.False(over.State.EndSnooze(1900).IsChange);
    }

    [Fact]
    public void Waking_ends_the_snooze_and_nothing_else()
    {
        var acknowledged = New.Acknowledge(Ann, 1100, Field).State;
        var woken = acknowledged.Snooze(10, 1200, Field).State.Wake(Field);

        Assert.Equal(acknowledged with { EverMuted = true, Responders = woken.State.Responders }, woken.State);
        Assert.Equal((IncidentEntries.Woken, false), (woken.Entry, woken.Pages));
        Assert.False(woken.State.Wake(Field).IsChange);
        Assert.False(woken.State.EndSnooze(9999).IsChange);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1441)]
    public void A_snooze_lasts_from_a_minute_to_a_day(long minutes) =>
        Assert.Equal(
            "minutes must be an integer from 1 to 1440.",
            Assert.Throws<ApiException>(() => New.Snooze(minutes, 1000, Field)).Message
        );

    [Fact]
    public void Closing_by_hand_leaves_the_status_of_the_source()
    {
        Assert.Equal((IncidentProgress.Closed, 2000L, Ann), (Closed.Progress, Closed.CloseTime, Closed.CloserId));
        Assert.Equal((EventStatus.Critical, 0L), (Closed.Status, Closed.EndTime));
        Assert.False(Closed.Resolve(Bob, ResolvedFrom.Console, 3000).IsChange);
        Assert.False(Closed.MayEscalate(3000));
    }

    [Fact]
    public void When_all_alerts_recover_the_incident_closes_unless_the_space_keeps_it_open()
    {
        var closed = New.Recover(1500, disableAutoClose: false, now: 1501);
        var kept = New.Recover(1500, disableAutoClose: true, now: 1501);

        Assert.Equal((IncidentProgress.Closed, ResolvedFrom.Event), (closed.State.Progress, closed.From));
        Assert.Equal((1500L, 1501L, 0L), (closed.State.EndTime, closed.State.CloseTime, closed.State.CloserId));
        Assert.Equal((EventStatus.Ok, IncidentProgress.Triggered), (kept.State.Status, kept.State.Progress));
        Assert.False(kept.IsChange);

        var again = kept.State.Fire(EventStatus.Warning, 1600).State;
        Assert.Equal((EventStatus.Warning, 0L, 1600L), (again.Status, again.EndTime, again.LastTime));
    }

    [Fact]
    public void A_time_out_counts_from_the_start_or_the_newest_event_and_closes_when_it_was_due()
    {
        var busy = New with { LastTime = 1800 };

        Assert.Equal(4600, busy.AutoResolveAt(AutoResolveMode.Trigger, 3600));
        Assert.Equal(5400, busy.AutoResolveAt(AutoResolveMode.Update, 3600));
        Assert.Null(busy.AutoResolveAt(AutoResolveMode.Update, 0));
        Assert.False(busy.TimeOut(AutoResolveMode.Update, 3600, 5399).IsChange);

        var late = busy.TimeOut(AutoResolveMode.Update, 3600, 99_999);
        Assert.Equal((5400L, ResolvedFrom.Autorslv), (late.State.CloseTime, late.From));
        Assert.False(late.State.TimeOut(AutoResolveMode.Update, 3600, 99_999).IsChange);
    }

    [Fact]
    public void A_reopened_incident_is_triggered_pages_again_and_gets_the_whole_time_out()
    {
        var acknowledged = New.Acknowledge(Ann, 1100, Field).State.Resolve(Ann, ResolvedFrom.Console, 2000).State;
        var reopened = acknowledged.Reopen(3000);

        Assert.Equal((IncidentProgress.Triggered, true), (reopened.State.Progress, reopened.Pages));
        Assert.Equal((0L, 0L), (reopened.State.CloseTime, reopened.State.CloserId));
        Assert.All(reopened.State.Responders, r => Assert.Equal(0, r.AcknowledgedAt));
        Assert.Equal(6600, reopened.State.AutoResolveAt(AutoResolveMode.Trigger, 3600));
        Assert.False(New.Reopen(3000).IsChange);
    }

    [Fact]
    public void Reassigning_triggers_the_incident_unless_a_new_responder_has_acknowledged_it()
    {
        var acknowledged = New.Acknowledge(Ann, 1100, Field).State;
        var toBob = acknowledged.Assign([Bob], 1200, Field);
        var toAnn = acknowledged.Assign([Ann, Bob], 1200, Field);

        Assert.Equal(IncidentProgress.Triggered, toBob.State.Progress);
        Assert.Equal(IncidentProgress.Processing, toAnn.State.Progress);
        Assert.Equal([new Responder(Ann, 1100, 1100), new Responder(Bob, 1200, 0)], toBob.State.Responders);
        Assert.True(toBob.Pages && toAnn.Pages);
        Assert.True(toBob.State.Acknowledge(Ann, 1300, Field).IsChange);
    }

    [Fact]
    public void Added_responders_leave_the_progress_and_only_new_ones_count()
    {
        var state = New.Acknowledge(Ann, 1100, Field).State;

        Assert.Equal(IncidentProgress.Processing, state.AddResponders([Bob, Bob], 1200, Field).State.Progress);
        Assert.Equal(2, state.AddResponders([Bob, Bob], 1200, Field).State.Responders.Count);
        Assert.False(state.AddResponders([Ann], 1200, Field).IsChange);
    }

    [Fact]
    public void A_closed_incident_refuses_everything_but_reopening()
    {
        Action[] refused =
        [
            () => Closed.Acknowledge(Ann, 3000, Field),
            () => Closed.Unacknowledge(Ann, Field),
            () => Closed.Snooze(10, 3000, Field),
            () => Closed.Wake(Field),
            () => Closed.Assign([Ann], 3000, Field),
            () => Closed.AddResponders([Ann], 3000, Field),
        ];

        Assert.All(refused, action =>
            Assert.Equal(
                "incident_ids[0]: the incident is closed; reopen it first.",
                Assert.Throws<ApiException>(action).Message
            )
        );
    }

    [Fact]
    public void Whatever_happens_the_parts_of_the_state_agree() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithQuietOnSuccess(true),
            Prop.ForAll(Gen.Choose(0, 11).ArrayOf().ToArbitrary(), steps =>
            {
                var (state, now) = (New, 1000L);
                foreach (var step in steps)
                {
                    now += 100;
                    try
                    {
                        state = Step(state, step, now).State;
                    }
                    catch (ApiException)
                    {
                        if (!state.IsClosed)
                            return false;
                    }

                    if (
                        state.IsClosed != state.CloseTime > 0
                        || (state.IsClosed && state.SnoozedBefore != 0)
                        || (
                            state.Progress == IncidentProgress.Processing
                            && (state.AckTime == 0 || state.Responders.All(r => r.AcknowledgedAt == 0))
                        )
                        || state.Responders.DistinctBy(r => r.PersonId).Count() != state.Responders.Count
                    )
                        return false;
                }

                return true;
            })
        );

    private static IncidentTransition Step(IncidentState state, int step, long now) =>
        step switch
        {
            0 => state.Acknowledge(Ann, now, Field),
            1 => state.Acknowledge(Bob, now, Field),
            2 => state.Unacknowledge(Ann, Field),
            3 => state.Unacknowledge(Bob, Field),
            4 => state.Snooze(2, now, Field),
            5 => state.Wake(Field),
            6 => state.EndSnooze(now),
            7 => state.Resolve(Bob, ResolvedFrom.Console, now),
            8 => state.Recover(now, disableAutoClose: false, now),
            9 => state.Reopen(now),
            10 => state.Assign([Bob], now, Field),
            _ => state.TimeOut(AutoResolveMode.Update, 300, now),
        };
}
