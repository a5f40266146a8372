using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pharos.StatusPages.Changes;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>Both nodes take the automatic steps of maintenances; each step is taken once.</summary>
public sealed class StepsOnTwoNodesTests
{
    private const int Maintenances = 20;
    private const long Now = FrozenServer.Now;

    [Fact]
    public async Task Each_step_of_a_maintenance_happens_once_however_many_nodes_take_it()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(Now));
        var (first, second) = await TwoNodes.Start(clock);
        await using var one = first;
        await using var two = second;
        var owner = await first.NewAccount();
        var (pageId, components) = await owner.NewPage("Storage");
        var changeIds = new List<long>();
        for (var i = 0; i < Maintenances; i++)
            changeIds.Add(await Announce(owner, pageId, components[0]));

        foreach (var updates in (int[])[2, 3])
        {
            clock.Advance(TimeSpan.FromHours(1));
            await Task.WhenAll(TakeDue(first), TakeDue(second), TakeDue(first), TakeDue(second));
            foreach (var changeId in changeIds)
                Assert.Equal(
                    Enumerable.Range(0, updates).Select(i => Now + (i * 3600L)),
                    Times(await Read(owner, pageId, changeId))
                );
        }
    }

    private static async Task<long> Announce(ApiClient owner, long pageId, string componentId) =>
        (
            await owner.Post(
                "/status-page/change/create",
                new
                {
                    page_id = pageId,
                    type = "maintenance",
                    title = "Upgrade",
                    description = "We upgrade.",
                    status = "scheduled",
                    start_at_seconds = Now + 3600,
                    close_at_seconds = Now + 7200,
                    auto_update_by_schedule = true,
                    updates = new[]
                    {
                        new
                        {
                            status = "scheduled",
                            description = "Planned.",
                            component_changes = new[] { new { component_id = componentId, status = "operational" } },
                        },
                    },
                }
            )
        ).Data["change_id"]!.GetValue<long>();

    private static async Task<JsonObject> Read(ApiClient owner, long pageId, long changeId) =>
        (await owner.Get("/status-page/change/info", ("page_id", pageId), ("change_id", changeId))).Data;

    private static IEnumerable<long> Times(JsonObject change) =>
        change["updates"]!.AsArray().Select(u => u!["at_seconds"]!.GetValue<long>());

    private static Task TakeDue(TestServer server) =>
        server
            .Services.GetServices<IHostedService>()
            .OfType<MaintenanceClock>()
            .Single()
            .TakeDue(CancellationToken.None);
}
