using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Processing;
using Pharos.Tests.Scenarios.Concurrency;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake;

/// <summary>The times of events decide, not the order in which they arrive, nor the node that takes them.</summary>
public sealed class ArrivalOrderTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    private static readonly (int After, string Status)[] Events =
    [
        (100, "Warning"),
        (150, "Info"),
        (200, "Critical"),
        (300, "Ok"),
    ];

    [Fact]
    public async Task All_orders_of_a_problems_events_end_in_the_same_alert_on_two_nodes()
    {
        var space = await OnCallSpace.Create(nodes.First);
        var key = await space.Integrate("standard");
        var there = nodes.There(space.Owner);
        var start = nodes.Clock.Seconds() - 1000;
        var orders = Orders([0, 1, 2, 3]).ToList();

        for (var turn = 0; turn < Events.Length; turn++)
            await Task.WhenAll(
                orders.Select((order, i) => Push((i + turn) % 2 == 0 ? space.Owner : there, i, Events[order[turn]]))
            );
        foreach (var node in new[] { nodes.First, nodes.Second })
            await node.Services.GetRequiredService<PushProcessor>().ProcessAll(TestContext.Current.CancellationToken);

        var alerts = await space.Alerts();
        Assert.Equal(
            orders.Select((_, i) => $"order-{i}").Order(StringComparer.Ordinal),
            alerts.Select(a => a.Text("alert_key")).Order(StringComparer.Ordinal)
        );
        Assert.All(alerts, alert =>
        {
            Assert.Equal(
                ("Critical", "Ok", start + 100, start + 300, "At 200"),
                (
                    alert.Text("alert_severity"),
                    alert.Text("alert_status"),
                    alert["start_time"]!.GetValue<long>(),
                    alert["end_time"]!.GetValue<long>(),
                    alert.Text("title")
                )
            );
            Assert.Equal("200", alert["labels"]!["at"]!.GetValue<string>());
        });
        Assert.All(await space.Incidents(), incident => Assert.Equal("Closed", incident.Text("progress")));

        async Task Push(ApiClient sender, int order, (int After, string Status) one)
        {
            var answer = await sender.Send(
                new HttpRequestMessage(HttpMethod.Post, "/event/push/alert/standard?integration_key=" + key)
                {
                    Content = new StringContent(
                        JsonSerializer.Serialize(
                            new
                            {
                                alert_key = $"order-{order}",
                                title_rule = $"At {one.After}",
                                event_status = one.Status,
                                event_time = start + one.After,
                                labels = new { at = $"{one.After}" },
                            }
                        ),
                        Encoding.UTF8,
                        "application/json"
                    ),
                }
            );
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        }
    }

    private static IEnumerable<int[]> Orders(int[] items) =>
        items.Length < 2
            ? [items]
            : from first in items
            from rest in Orders([.. items.Where(i => i != first)])
            select (int[])[first, .. rest];
}
