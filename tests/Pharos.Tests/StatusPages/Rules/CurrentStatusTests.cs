using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Rules;

[Trait("Runs", "Once")]
public sealed class PresentStatusTests
{
    [Theory]
    [InlineData(OverallState.Operational)]
    [InlineData(OverallState.Operational, ComponentStatus.Operational)]
    [InlineData(OverallState.Maintenance, ComponentStatus.Operational, ComponentStatus.UnderMaintenance)]
    [InlineData(OverallState.Degraded, ComponentStatus.UnderMaintenance, ComponentStatus.Degraded)]
    [InlineData(OverallState.PartlyOut, ComponentStatus.PartialOutage, ComponentStatus.Degraded)]
    [InlineData(
        OverallState.Out,
        ComponentStatus.Operational,
        ComponentStatus.FullOutage,
        ComponentStatus.PartialOutage
    )]
    public void The_page_is_as_its_worst_component(OverallState expected, params ComponentStatus[] components) =>
        Assert.Equal(expected, CurrentStatus.Overall(components));

    [Fact]
    public void A_scheduled_maintenance_changes_nothing() =>
        Assert.Empty(
            CurrentStatus.From(
                ChangeType.Maintenance,
                500,
                [Entry(100, ChangeStatus.Scheduled, ComponentStatus.UnderMaintenance)],
                1000
            )
        );

    [Fact]
    public void A_maintenance_under_way_shows() =>
        Assert.Equal(
            [new ComponentState("a", ComponentStatus.UnderMaintenance)],
            CurrentStatus.From(
                ChangeType.Maintenance,
                500,
                [
                    Entry(100, ChangeStatus.Scheduled, ComponentStatus.UnderMaintenance),
                    new TimelineEntry(500, ChangeStatus.Ongoing, []),
                ],
                1000
            )
        );

    [Fact]
    public void What_an_update_says_of_the_future_does_not_show_yet() =>
        Assert.Equal(
            [new ComponentState("a", ComponentStatus.Degraded)],
            CurrentStatus.From(
                ChangeType.Incident,
                100,
                [
                    Entry(100, ChangeStatus.Investigating, ComponentStatus.Degraded),
                    Entry(1001, null, ComponentStatus.FullOutage),
                ],
                1000
            )
        );

    [Fact]
    public void What_is_over_shows_nothing() =>
        Assert.Empty(
            CurrentStatus.From(
                ChangeType.Incident,
                100,
                [
                    Entry(100, ChangeStatus.Investigating, ComponentStatus.Degraded),
                    Entry(200, ChangeStatus.Resolved, ComponentStatus.Operational),
                ],
                1000
            )
        );

    private static TimelineEntry Entry(long at, ChangeStatus? status, ComponentStatus component) =>
        new(at, status, [new ComponentState("a", component)]);
}
