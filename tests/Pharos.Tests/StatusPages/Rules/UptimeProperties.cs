using FsCheck;
using FsCheck.Fluent;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

/// <summary>Uptime against a model that looks at every second, and at every stretch of every timeline.</summary>
[Trait("Runs", "Once")]
public sealed class UptimeProperties
{
    private const int Span = 60;

    private sealed record Outages(StatusInterval[] Impacts, long Since, long Now);

    private sealed record Timeline(ChangeType Type, TimelineEntry[] Entries, long Now);

    [Fact]
    public void Down_is_every_second_in_which_an_outage_was_on() => Holds(Cases(), c =>
        {
            var from = Math.Max(c.Now - Uptime.WindowSeconds, c.Since);
            var expected =
                from >= c.Now
                    ? default
                    : new Availability(c.Now - from, Seconds(from, c.Now).Count(s => IsDown(c.Impacts, s)));
            return Uptime.From(c.Impacts, c.Since, c.Now) == expected;
        });

    [Fact]
    public void Days_hold_the_same_seconds() => Holds(Cases(), c =>
        {
            DayBounds[] days =
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(i => new DayBounds(new DateOnly(2026, 1, 1 + i), i * 10, (i + 1) * 10)),
            ];
            return UptimeDay
                .From(c.Impacts, c.Since, c.Now, days)
                .Zip(days)
                .All(pair =>
                {
                    var (shown, day) = pair;
                    if (day.ToSeconds <= c.Since)
                        return shown is { Worst: null, DownSeconds: 0, ChangeIds.Count: 0 };
                    var from = Math.Max(day.FromSeconds, c.Since);
                    var hits = c.Impacts.Where(i => i.FromSeconds < day.ToSeconds && i.ToSeconds > from).ToList();
                    return shown.DownSeconds
                            == Seconds(from, Math.Min(day.ToSeconds, c.Now)).Count(s => IsDown(c.Impacts, s))
                        && shown.Worst == hits.Select(i => i.Status).DefaultIfEmpty(ComponentStatus.Operational).Max()
                        && shown.ChangeIds.Order().SequenceEqual(hits.Select(i => i.ChangeId).Distinct().Order());
                });
        });

    [Fact]
    public void The_order_of_events_does_not_matter() =>
        Holds(Cases(), c => Uptime.From(c.Impacts, c.Since, c.Now) == Uptime.From(c.Impacts.Reverse(), c.Since, c.Now));

    [Fact]
    public void Each_second_of_a_timeline_has_the_status_that_its_updates_gave_it_last() => Holds(Timelines(), t =>
        {
            var impacts = Uptime.Impacts(1, t.Type, t.Entries, t.Now).ToList();
            return Seconds(0, t.Now)
                .All(second =>
                    ((string[])["a", "b"]).All(id =>
                    {
                        var at = impacts
                            .Where(i => i.ComponentId == id && i.FromSeconds <= second && second < i.ToSeconds)
                            .ToList();
                        return at.Count <= 1
                            && (at.Count == 0 ? ComponentStatus.Operational : at[0].Status) == StatusAt(t, id, second);
                    })
                );
        });

    [Fact]
    public void What_a_component_shows_now_is_what_its_timeline_says_now() =>
        Holds(Timelines(), t =>
            ((string[])["a", "b"]).All(id =>
                CurrentStatus
                    .From(t.Type, 0, t.Entries, t.Now)
                    .Where(c => c.ComponentId == id)
                    .Select(c => c.Status)
                    .SingleOrDefault() == StatusAt(t, id, t.Now)
            )
        );

    private static bool IsDown(StatusInterval[] impacts, long second) =>
        impacts.Any(i =>
            i.Status is ComponentStatus.PartialOutage or ComponentStatus.FullOutage
            && i.FromSeconds <= second
            && second < i.ToSeconds
        );

    private static ComponentStatus StatusAt(Timeline t, string id, long second)
    {
        var said = t.Entries.Where(e => e.AtSeconds <= second).ToList();
        var status = said.LastOrDefault(e => e.Status is not null)?.Status ?? ChangeStatuses.First(t.Type);
        var wanted = said.SelectMany(e => e.Components).LastOrDefault(c => c.ComponentId == id).Status;
        return status is ChangeStatus.Scheduled or ChangeStatus.Resolved or ChangeStatus.Completed
            ? ComponentStatus.Operational
            : wanted;
    }

    private static IEnumerable<long> Seconds(long from, long to)
    {
        for (var second = from; second < to; second++)
            yield return second;
    }

    private static void Holds<T>(Gen<T> cases, Func<T, bool> property) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true),
            Prop.ForAll(cases.ToArbitrary(), property)
        );

    // Up to now only, as timelines give them.
    private static Gen<Outages> Cases() =>
        from now in Gen.Choose(1, Span)
        from since in Gen.Choose(-5, Span + 5)
        from impacts in StatusPeriod(now).ArrayOf()
        select new Outages(impacts, since, now);

    private static Gen<StatusInterval> StatusPeriod(int now) =>
        from start in Gen.Choose(-5, now - 1)
        from length in Gen.Choose(1, 20)
        from status in Gen.Elements(
            ComponentStatus.UnderMaintenance,
            ComponentStatus.Degraded,
            ComponentStatus.PartialOutage,
            ComponentStatus.FullOutage
        )
        from change in Gen.Choose(1, 4)
        select new StatusInterval("a", start, Math.Min(start + length, now), status, change);

    private static Gen<Timeline> Timelines() =>
        from type in Gen.Elements(ChangeType.Incident, ChangeType.Maintenance)
        from entries in Entry(type).ArrayOf()
        from now in Gen.Choose(1, 30)
        select new Timeline(type, [.. entries.OrderBy(e => e.AtSeconds)], now);

    private static Gen<TimelineEntry> Entry(ChangeType type) =>
        from at in Gen.Choose(0, 30)
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
