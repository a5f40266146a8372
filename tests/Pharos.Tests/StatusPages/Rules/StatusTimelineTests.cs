using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

[Trait("Runs", "Once")]
public sealed class CourseTests
{
    private const ComponentStatus Well = ComponentStatus.Operational;
    private const ComponentStatus Slow = ComponentStatus.Degraded;
    private const ComponentStatus Out = ComponentStatus.FullOutage;
    private const ComponentStatus Works = ComponentStatus.UnderMaintenance;

    [Fact]
    public void A_component_has_a_status_from_the_events_start_to_its_end_without_a_gap()
    {
        TimelineEntry[] entries =
        [
            new(100, ChangeStatus.Investigating, [new("api", Out)]),
            new(130, ChangeStatus.Identified, [new("api", Slow), new("web", Slow)]),
            new(150, null, [new("api", Well)]),
            new(160, null, [new("api", Slow)]),
            new(190, ChangeStatus.Resolved, [new("api", Well), new("web", Well)]),
        ];

        var courses = StatusTimeline.From(ChangeType.Incident, 100, entries, 1000);

        Assert.Equal(["api", "web"], courses.Select(c => c.ComponentId));
        Assert.Equal(
            [new(Out, 100, 130), new(Slow, 130, 150), new(Well, 150, 160), new(Slow, 160, 190)],
            courses[0].Periods
        );
        Assert.Equal([new(Well, 100, 130), new(Slow, 130, 190)], courses[1].Periods);
    }

    [Fact]
    public void While_it_is_open_the_last_period_reaches_to_now()
    {
        TimelineEntry[] entries =
        [
            new(100, ChangeStatus.Investigating, [new("api", Out)]),
            new(200, ChangeStatus.Monitoring, [new("api", Well)]),
            new(900, null, [new("api", Out)]),
        ];

        Assert.Equal(
            [new(Out, 100, 200), new(Well, 200, 500)],
            Assert.Single(StatusTimeline.From(ChangeType.Incident, 100, entries, 500)).Periods
        );
    }

    [Fact]
    public void A_maintenance_counts_from_its_start_or_from_where_it_began_early_and_not_while_it_is_announced()
    {
        TimelineEntry announced = new(10, ChangeStatus.Scheduled, [new("api", Works)]);

        Assert.Empty(StatusTimeline.From(ChangeType.Maintenance, 100, [announced], 90));
        Assert.Equal(
            [new(Well, 100, 110), new(Works, 110, 200)],
            Assert
                .Single(
                    StatusTimeline.From(
                        ChangeType.Maintenance,
                        100,
                        [
                            announced,
                            new(110, ChangeStatus.Ongoing, []),
                            new(200, ChangeStatus.Completed, [new("api", Well)]),
                        ],
                        300
                    )
                )
                .Periods
        );
        Assert.Equal(
            [new(Works, 80, 90)],
            Assert
                .Single(
                    StatusTimeline.From(ChangeType.Maintenance, 100, [announced, new(80, ChangeStatus.Ongoing, [])], 90)
                )
                .Periods
        );
    }

    [Fact]
    public void What_is_over_and_opened_again_was_well_in_between()
    {
        TimelineEntry[] entries =
        [
            new(100, ChangeStatus.Investigating, [new("api", Out)]),
            new(200, ChangeStatus.Resolved, [new("api", Well)]),
            new(300, ChangeStatus.Investigating, [new("api", Slow)]),
        ];

        Assert.Equal(
            [new(Out, 100, 200), new(Well, 200, 300), new(Slow, 300, 400)],
            Assert.Single(StatusTimeline.From(ChangeType.Incident, 100, entries, 400)).Periods
        );
    }

    [Fact]
    public void An_event_that_left_all_components_operational_has_no_course() =>
        Assert.Empty(
            StatusTimeline.From(
                ChangeType.Incident,
                100,
                [new(100, ChangeStatus.Investigating, [new("api", Well)]), new(200, ChangeStatus.Resolved, [])],
                300
            )
        );
}
