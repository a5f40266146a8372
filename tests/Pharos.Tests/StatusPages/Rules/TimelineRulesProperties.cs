using FsCheck;
using FsCheck.Fluent;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

/// <summary>What holds of every timeline, whatever is in it.</summary>
[Trait("Runs", "Once")]
public sealed class TimelineRulesProperties
{
    private const long Start = 1000;

    private sealed record Timeline(ChangeType Type, TimelineEntry[] Entries)
    {
        public TimelineOutcome Play() => TimelineRules.Replay(Type, Start, Entries);
    }

    [Fact]
    public void The_status_is_the_last_that_was_named() =>
        Holds(t =>
            t.Play().Status
            == (t.Entries.LastOrDefault(e => e.Status is not null)?.Status ?? ChangeStatuses.First(t.Type))
        );

    [Fact]
    public void It_is_closed_exactly_when_its_status_is_terminal_and_then_at_the_time_of_an_update() =>
        Holds(t =>
            t.Play() is var outcome
            && outcome.Status.IsTerminal() == outcome.ClosedAtSeconds is not null
            && (
                outcome.ClosedAtSeconds is null
                || t.Entries.Any(e => e.AtSeconds == outcome.ClosedAtSeconds && e.Status?.IsTerminal() == true)
            )
        );

    [Fact]
    public void From_the_close_on_it_was_never_open_again() =>
        Holds(t =>
            t.Play().ClosedAtSeconds is not { } closed
            || t.Entries.Where(e => e.AtSeconds > closed).All(e => e.Status?.IsTerminal() != false)
        );

    [Fact]
    public void Each_component_has_the_last_status_that_it_was_given() =>
        Holds(t =>
            t.Play()
                .Components.All(c =>
                    t.Entries.SelectMany(e => e.Components).Last(s => s.ComponentId == c.ComponentId).Status == c.Status
                )
            && t.Play()
                .Components.Select(c => c.ComponentId)
                .SequenceEqual(t.Entries.SelectMany(e => e.Components).Select(c => c.ComponentId).Distinct())
        );

    [Fact]
    public void Without_a_fault_what_is_over_is_operational() =>
        Holds(t =>
            t.Play() is var outcome
            && (
                outcome.Fault != TimelineError.None
                || !outcome.Status.IsTerminal()
                || outcome.Components.All(c => c.Status == ComponentStatus.Operational)
            )
        );

    [Fact]
    public void Without_a_fault_an_incident_has_nothing_before_its_start() =>
        Holds(t =>
            t.Play().Fault != TimelineError.None
            || t.Type != ChangeType.Incident
            || t.Entries.All(e => e.AtSeconds >= Start)
        );

    [Fact]
    public void A_fault_is_where_it_is_said_to_be_and_what_comes_before_has_none() =>
        Holds(t =>
            t.Play() is var outcome
            && (outcome.Fault == TimelineError.None) == (outcome.FaultIndex < 0)
            && (
                outcome.FaultIndex < 0
                || TimelineRules.Replay(t.Type, Start, t.Entries[..outcome.FaultIndex]).Fault == TimelineError.None
            )
        );

    [Fact]
    public void An_update_that_says_nothing_changes_nothing() =>
        Holds(t =>
        {
            var last = t.Entries.Length == 0 ? Start : Math.Max(Start, t.Entries[^1].AtSeconds);
            var (before, after) = (
                t.Play(),
                TimelineRules.Replay(t.Type, Start, [.. t.Entries, new TimelineEntry(last, null, [])])
            );
            return (before.Status, before.ClosedAtSeconds, before.Fault)
                    == (after.Status, after.ClosedAtSeconds, after.Fault)
                && before.Components.SequenceEqual(after.Components);
        });

    private static void Holds(Func<Timeline, bool> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true),
            Prop.ForAll(Timelines().ToArbitrary(), property)
        );

    private static Gen<Timeline> Timelines() =>
        from type in Gen.Elements(ChangeType.Incident, ChangeType.Maintenance)
        from entries in Entry(type).ArrayOf()
        select new Timeline(type, [.. entries.OrderBy(e => e.AtSeconds)]);

    private static Gen<TimelineEntry> Entry(ChangeType type) =>
        from at in Gen.Choose((int)Start - 3, (int)Start + 20)
        from status in Gen.Elements<ChangeStatus?>([null, .. ChangeStatuses.For(type).Select(s => (ChangeStatus?)s)])
        from a in Gen.Elements<ComponentStatus?>([
            null,
            null,
            .. ComponentStatuses.For(type).Select(s => (ComponentStatus?)s),
        ])
        from b in Gen.Elements<ComponentStatus?>([
            null,
            null,
            .. ComponentStatuses.For(type).Select(s => (ComponentStatus?)s),
        ])
        select new TimelineEntry(
            at,
            status,
            [
                .. new[] { ("a", a), ("b", b) }
                    .Where(c => c.Item2 is not null)
                    .Select(c => new ComponentState(c.Item1, c.Item2!.Value)),
            ]
        );
}
