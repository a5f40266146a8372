using Pharos.StatusPages.Changes;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.Importing;

[Trait("Runs", "Once")]
public sealed class HistoryMappingTests
{
    private const long Start = 1_741_442_700;

    [Theory]
    [InlineData(HistoryImpact.None, ComponentStatus.Operational)]
    [InlineData(HistoryImpact.Minor, ComponentStatus.Degraded)]
    [InlineData(HistoryImpact.Major, ComponentStatus.PartialOutage)]
    [InlineData(HistoryImpact.Critical, ComponentStatus.FullOutage)]
    public void An_incident_affects_its_components_by_its_impact_until_it_is_resolved(
        HistoryImpact impact,
        ComponentStatus status
    )
    {
        var request = Map(
            Incident(impact, (0, ChangeStatus.Investigating, "a"), (60, null, "b"), (120, ChangeStatus.Resolved, "c"))
        );

        Assert.Equal([status, null, ComponentStatus.Operational], Components(request));
        Assert.Equal(
            [ChangeStatus.Investigating, null, ChangeStatus.Resolved],
            request.Updates!.Select(u => u!.Status)
        );
        Assert.Equal(["X", "Y"], request.Updates![0]!.ComponentChanges!.Select(c => c!.ComponentId));
        Assert.True(request.IsRetrospective);
        Assert.Equal(
            (ChangeStatus.Resolved, Start, "id", "a"),
            (request.Status, request.StartAtSeconds, request.SourceId, request.Description)
        );
    }

    [Fact]
    public void A_maintenance_affects_its_components_while_it_is_in_progress()
    {
        var request = Map(
            new HistoryChange(
                1,
                "id",
                "t",
                ChangeType.Maintenance,
                HistoryImpact.Maintenance,
                [],
                Start,
                Start + 300,
                [
                    new(Start, ChangeStatus.Scheduled, ""),
                    new(Start + 60, null, ""),
                    new(Start + 120, ChangeStatus.Ongoing, ""),
                    new(Start + 300, ChangeStatus.Completed, ""),
                ]
            )
        );

        Assert.Equal(
            [ComponentStatus.Operational, null, ComponentStatus.UnderMaintenance, ComponentStatus.Operational],
            Components(request)
        );
    }

    [Fact]
    public void A_reopened_incident_affects_its_components_again()
    {
        var request = Map(
            Incident(
                HistoryImpact.Major,
                (0, ChangeStatus.Investigating, ""),
                (60, ChangeStatus.Resolved, ""),
                (120, ChangeStatus.Investigating, ""),
                (180, ChangeStatus.Resolved, "")
            )
        );

        Assert.Equal(
            [
                ComponentStatus.PartialOutage,
                ComponentStatus.Operational,
                ComponentStatus.PartialOutage,
                ComponentStatus.Operational,
            ],
            Components(request)
        );
    }

    [Fact]
    public void A_single_update_gets_an_opening_one_without_words()
    {
        var request = Map(Incident(HistoryImpact.Minor, (0, ChangeStatus.Resolved, "It is over.")));

        Assert.Equal(
            [(ChangeStatus.Investigating, ""), (ChangeStatus.Resolved, "It is over.")],
            request.Updates!.Select(u => (u!.Status!.Value, u.Description!))
        );
        Assert.Equal([Start, Start], request.Updates!.Select(u => u!.AtSeconds!.Value));
        Assert.Equal("It is over.", request.Description);
    }

    [Fact]
    public void The_title_describes_what_no_message_does() =>
        Assert.Equal(
            "t",
            Map(
                Incident(HistoryImpact.Minor, (0, ChangeStatus.Investigating, " "), (60, ChangeStatus.Resolved, ""))
            ).Description
        );

    [Theory]
    [InlineData(60, null)]
    [InlineData(90, Start + 90)]
    [InlineData(30, Start + 30)]
    [InlineData(0, null)]
    public void The_end_is_stated_where_it_differs_from_the_last_update_and_lies_after_the_start(int end, long? stated)
    {
        var @event = Incident(
            HistoryImpact.Minor,
            (0, ChangeStatus.Investigating, ""),
            (60, ChangeStatus.Resolved, "")
        ) with
        {
            ResolvedAt = Start + end,
        };

        Assert.Equal(stated, Map(@event).CloseAtSeconds);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    public void A_postmortem_moves_neither_status_nor_end(int end)
    {
        var request = Map(
            Incident(
                HistoryImpact.Minor,
                (0, ChangeStatus.Investigating, ""),
                (end, ChangeStatus.Resolved, ""),
                (9000, null, "A disk was full.")
            ) with
            {
                ResolvedAt = Start + end,
            }
        );

        Assert.Equal((ChangeStatus.Resolved, Start + Math.Max(end, 1)), (request.Status, request.CloseAtSeconds));
        Assert.Equal([ComponentStatus.Degraded, ComponentStatus.Operational, null], Components(request));
    }

    private static CreateChangeRequest Map(HistoryChange @event) => HistoryMapping.ToRequest(@event, 1, ["X", "Y"]);

    private static HistoryChange Incident(
        HistoryImpact impact,
        params (int After, ChangeStatus? Status, string Message)[] updates
    ) =>
        new(
            1,
            "id",
            "t",
            ChangeType.Incident,
            impact,
            [],
            Start,
            Start + updates[^1].After,
            [.. updates.Select(u => new HistoryUpdate(Start + u.After, u.Status, u.Message))]
        );

    /// <summary>What each update says of all components.</summary>
    private static IEnumerable<ComponentStatus?> Components(CreateChangeRequest request) =>
        request.Updates!.Select(u => u!.ComponentChanges?.Select(c => c!.Status!.Value).Distinct().Single());
}
