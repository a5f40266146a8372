using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

[Trait("Runs", "Once")]
public sealed class UptimeTests
{
    private const long Now = 1_780_000_000;
    private const long Day = 86400;

    [Fact]
    public void Without_an_event_a_component_was_up_all_the_time() =>
        Assert.Equal(new Availability(Uptime.WindowSeconds, 0), Of(Now - (200 * Day)));

    [Theory]
    [InlineData(ComponentStatus.PartialOutage, 600)]
    [InlineData(ComponentStatus.FullOutage, 600)]
    [InlineData(ComponentStatus.Degraded, 0)]
    [InlineData(ComponentStatus.UnderMaintenance, 0)]
    public void Only_outages_count_as_down(ComponentStatus status, long down) =>
        Assert.Equal(down, Of(0, Hit(Now - 1000, Now - 400, status)).DownSeconds);

    [Fact]
    public void Overlapping_events_count_once() =>
        Assert.Equal(
            600,
            Of(
                0,
                Hit(Now - 700, Now - 400),
                Hit(Now - 1000, Now - 500, ComponentStatus.PartialOutage, change: 2),
                Hit(Now - 900, Now - 800),
                Hit(Now - 450, Now - 400)
            ).DownSeconds
        );

    [Fact]
    public void A_degradation_over_an_outage_does_not_take_it_away() =>
        Assert.Equal(100, Of(0, Hit(Now - 500, Now, ComponentStatus.Degraded), Hit(Now - 300, Now - 200)).DownSeconds);

    [Fact]
    public void What_lies_before_the_window_does_not_count() =>
        Assert.Equal(
            new Availability(Uptime.WindowSeconds, 50),
            Of(0, Hit(Now - Uptime.WindowSeconds - 1000, Now - Uptime.WindowSeconds + 50))
        );

    [Fact]
    public void The_window_never_begins_before_the_component_was_there()
    {
        var uptime = Of(Now - 1000, Hit(Now - 5000, Now - 900));

        Assert.Equal(new Availability(1000, 100), uptime);
        Assert.Equal(0.9, uptime.Share);
    }

    [Fact]
    public void A_component_to_come_has_no_uptime_yet()
    {
        Assert.Null(Of(Now).Share);
        Assert.Null(Of(Now + 1000, Hit(Now - 100, Now)).Share);
    }

    [Fact]
    public void A_section_divides_the_sum_of_up_by_the_sum_of_watched()
    {
        var section = new Availability(1000, 100) + new Availability(3000, 0) + default(Availability);

        Assert.Equal(0.975, section.Share);
    }

    [Fact]
    public void A_component_is_down_from_the_update_that_says_so_to_the_one_that_takes_it_back()
    {
        var impacts = Uptime.Impacts(
            7,
            ChangeType.Incident,
            [
                At(100, ChangeStatus.Investigating, ComponentStatus.Degraded),
                At(200, null, ComponentStatus.FullOutage),
                At(500, ChangeStatus.Resolved, ComponentStatus.Operational),
            ],
            1000
        );

        Assert.Equal(
            [
                new StatusInterval("a", 100, 200, ComponentStatus.Degraded, 7),
                new StatusInterval("a", 200, 500, ComponentStatus.FullOutage, 7),
            ],
            impacts
        );
    }

    [Fact]
    public void Open_events_last_until_now() =>
        Assert.Equal(
            [new StatusInterval("a", 100, 1000, ComponentStatus.PartialOutage, 7)],
            Uptime.Impacts(
                7,
                ChangeType.Incident,
                [At(100, ChangeStatus.Investigating, ComponentStatus.PartialOutage)],
                1000
            )
        );

    [Fact]
    public void What_is_yet_to_come_does_nothing() =>
        Assert.Empty(
            Uptime.Impacts(
                7,
                ChangeType.Incident,
                [At(1001, ChangeStatus.Investigating, ComponentStatus.FullOutage)],
                1000
            )
        );

    [Fact]
    public void A_scheduled_maintenance_changes_nothing_until_it_is_under_way()
    {
        TimelineEntry[] announced =
        [
            At(100, ChangeStatus.Scheduled, ComponentStatus.UnderMaintenance),
            At(300, ChangeStatus.Scheduled),
        ];

        Assert.Empty(Uptime.Impacts(7, ChangeType.Maintenance, announced, 1000));
        Assert.Equal(
            [new StatusInterval("a", 400, 1000, ComponentStatus.UnderMaintenance, 7)],
            Uptime.Impacts(7, ChangeType.Maintenance, [.. announced, At(400, ChangeStatus.Ongoing)], 1000)
        );
    }

    [Fact]
    public void A_reopened_event_counts_again_only_from_what_it_then_says()
    {
        var impacts = Uptime.Impacts(
            7,
            ChangeType.Incident,
            [
                At(100, ChangeStatus.Investigating, ComponentStatus.FullOutage),
                At(200, ChangeStatus.Resolved, ComponentStatus.Operational),
                At(300, ChangeStatus.Identified),
                At(400, null, ComponentStatus.FullOutage),
                At(500, ChangeStatus.Resolved, ComponentStatus.Operational),
            ],
            1000
        );

        Assert.Equal([(100L, 200L), (400L, 500L)], impacts.Select(i => (i.FromSeconds, i.ToSeconds)));
    }

    private static Availability Of(long availableSince, params StatusInterval[] impacts) =>
        Uptime.From(impacts, availableSince, Now);

    private static StatusInterval Hit(
        long from,
        long to,
        ComponentStatus status = ComponentStatus.FullOutage,
        long change = 1
    ) => new("a", from, to, status, change);

    private static TimelineEntry At(long at, ChangeStatus? status, ComponentStatus? component = null) =>
        new(at, status, component is { } said ? [new ComponentState("a", said)] : []);
}
