using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class SeveritiesTests
{
    [Theory]
    [InlineData(EventStatus.Warning, EventStatus.Critical, EventStatus.Critical)]
    [InlineData(EventStatus.Critical, EventStatus.Info, EventStatus.Critical)]
    [InlineData(EventStatus.Info, EventStatus.Warning, EventStatus.Warning)]
    [InlineData(EventStatus.Warning, EventStatus.Ok, EventStatus.Warning)]
    public void A_severity_rises_with_an_event_and_never_falls(
        EventStatus before,
        EventStatus one,
        EventStatus after
    ) => Assert.Equal(after, Severities.After(before, one));

    [Fact]
    public void A_severity_that_a_person_set_stays()
    {
        Assert.Equal(EventStatus.Info, Severities.OfIncident(EventStatus.Info, EventStatus.Critical, true));
        Assert.Equal(EventStatus.Critical, Severities.OfIncident(EventStatus.Info, EventStatus.Critical, false));
    }

    [Fact]
    public void The_worst_of_several_counts_and_without_any_it_is_Ok()
    {
        Assert.Equal(EventStatus.Warning, Severities.Highest([EventStatus.Ok, EventStatus.Warning, EventStatus.Info]));
        Assert.Equal(EventStatus.Ok, Severities.Highest([]));
        Assert.True(EventStatus.Critical.IsHigherThan(EventStatus.Warning));
        Assert.False(EventStatus.Ok.IsHigherThan(EventStatus.Info));
    }
}
