using Pharos.StatusPages.Demo;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Demo;

[Trait("Runs", "Once")]
public sealed class DemoHistoryTests
{
    private const long Day = 86400;

    /// <summary>Some minutes past noon.</summary>
    private static readonly long Now = new DateTimeOffset(2026, 3, 8, 12, 7, 31, TimeSpan.Zero).ToUnixTimeSeconds();

    private readonly IReadOnlyList<DemoChange> events = DemoHistory.For(Now);

    [Fact]
    public void The_history_is_the_same_at_every_run() =>
        Assert.Equal(events.Select(e => Telling(e)), DemoHistory.For(Now).Select(e => Telling(e)));

    [Fact]
    public void Tomorrow_it_is_the_same_a_day_later() =>
        Assert.Equal(events.Select(e => Telling(e)), DemoHistory.For(Now + Day).Select(e => Telling(e, Day)));

    [Fact]
    public void The_newest_event_began_yesterday_and_nothing_is_dated_later()
    {
        var midnight = Now - (Now % Day);
        var begun = events.Where(e => e.Updates.Any(u => u.Status is not (null or ChangeStatus.Scheduled))).ToList();

        Assert.InRange(begun.Max(e => e.StartAt), midnight - Day, midnight - 1);
        Assert.All(events.SelectMany(e => e.Updates), u => Assert.True(u.At < midnight));
    }

    [Fact]
    public void It_reaches_back_a_whole_year() =>
        Assert.InRange(events.Min(e => e.StartAt), DemoHistory.Begin(Now), DemoHistory.Begin(Now) + Day);

    [Fact]
    public void One_maintenance_is_planned_for_the_coming_week()
    {
        var planned = Assert.Single(events, e => e.StartAt > Now);

        Assert.Equal(ChangeType.Maintenance, planned.Type);
        Assert.InRange(planned.StartAt, Now, Now + (7 * Day));
        Assert.Equal(ChangeStatus.Scheduled, planned.Updates[^1].Status);
    }

    [Fact]
    public void Only_yesterdays_incident_is_still_open_and_it_is_being_monitored()
    {
        var open = Assert.Single(events, e => e.Type == ChangeType.Incident && !e.IsOver);

        Assert.Equal(ChangeStatus.Monitoring, open.Updates.Last(u => u.Status is not null).Status);
    }

    [Fact]
    public void Most_incidents_are_minor_and_some_are_outages()
    {
        var incidents = events.Where(e => e.Type == ChangeType.Incident).ToList();

        Assert.Equal(91, incidents.Count);
        Assert.Equal(26, events.Count - incidents.Count);
        Assert.InRange(incidents.Count(e => e.Updates[0].Components == ComponentStatus.Degraded), 65, 85);
        Assert.InRange(incidents.Count(e => e.Updates[0].Components == ComponentStatus.PartialOutage), 5, 20);
        Assert.InRange(incidents.Count(e => e.Updates[0].Components == ComponentStatus.FullOutage), 1, 4);
    }

    [Fact]
    public void Events_have_as_many_updates_and_words_as_people_write()
    {
        Assert.All(events.Where(e => e.IsOver), e => Assert.InRange(e.Updates.Count, 2, 8));
        Assert.All(events.SelectMany(e => e.Updates), u =>
            Assert.InRange(u.Text.Length, 60, u.Text.Contains("\n- ", StringComparison.Ordinal) ? 1000 : 400)
        );
        Assert.Contains(events, e => e.LastText.Contains("### What happened", StringComparison.Ordinal));
        Assert.InRange(events.Count(e => e.LinkedTo is not null), 5, 60);
        Assert.InRange(events.Count(e => e.HasResponder), 30, 90);
    }

    [Fact]
    public void No_gap_is_left_in_a_text() =>
        Assert.All(events.SelectMany(e => e.Updates.Select(u => u.Text).Append(e.Title).Append(e.Description)), text =>
            Assert.DoesNotContain('{', text)
        );

    [Fact]
    public void No_event_says_the_same_twice() =>
        Assert.All(events, e => Assert.Distinct(e.Updates.Select(u => u.Text)));

    [Fact]
    public void Updates_are_in_the_order_of_their_times_and_name_components_of_the_company()
    {
        var names = SampleCompany.Sections.SelectMany(s => s.Components).Select(c => c.Name).ToHashSet();

        Assert.All(events, e => Assert.Equal(e.Updates.OrderBy(u => u.At), e.Updates));
        Assert.All(events.SelectMany(e => e.Components), name => Assert.Contains(name, names));
        Assert.Equal(names.Count, events.SelectMany(e => e.Components).Distinct().Count());
    }

    private static string Telling(DemoChange e, long later = 0) =>
        $"{e.StartAt - later} {e.PlannedEnd - later} {e.Title} {e.LinkedTo} {e.HasResponder} "
        + $"{string.Join('|', e.Components)} "
        + string.Join('|', e.Updates.Select(u => $"{u.At - later} {u.Status} {u.Components} {u.Text}"));
}
