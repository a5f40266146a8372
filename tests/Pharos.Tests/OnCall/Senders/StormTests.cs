using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.OnCall.Rules;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>A storm of alerts through a real Alertmanager, with the limits that a new server has.</summary>
[Trait("Runs", "Full")]
public sealed class StormTests
{
    private const int Alerts = 10_000;
    private const int Names = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData("alertname", 10_000)]
    [InlineData("...", 1_500)] // Each alert in a request of its own: more requests than the limit of a minute.
    public async Task A_storm_is_absorbed_without_a_loss(string groupBy, int alerts)
    {
        Alertmanager.Demand();
        await using var server = await TestServer.Start(configure: options => options.RateLimits.Enabled = true);
        var space = await OnCallSpace.Create(
            server,
            JsonNode
                .Parse("""{"group":{"method":"p","equals":[["labels.alertname"]],"storm_thresholds":[100,900]}}""")!
                .AsObject()
        );
        var key = await space.Integrate("prometheus");
        await using var alertmanager = await Alertmanager.Start(
            server,
            Receivers.Of("prometheus", server, key),
            groupBy,
            "1s"
        );

        var all = Enumerable
            .Range(0, alerts)
            .Select(i => AlertToPost.Firing($"Storm{i % Names}", $"host-{i:d5}"))
            .ToList();
        foreach (var batch in all.Chunk(200))
            await alertmanager.Post(batch);
        await Until(server, space, firing: alerts);
        var incidents = await space.Incidents();
        Assert.Equal(Names, incidents.Count);
        Assert.All(incidents, incident => Assert.Equal(alerts / Names, incident.Number("alert_cnt")));
        Assert.Contains("i_storm", await space.Timeline(incidents[0].IncidentId()));
        // Requests over the limit fail at first; Alertmanager repeats them.
        if (groupBy != "...")
            Assert.Equal(0, await alertmanager.Metric("alertmanager_notifications_failed_total", "webhook"));

        foreach (var batch in all.Chunk(200))
            await alertmanager.Post(batch.Select(alert => alert with { EndsAt = AlertToPost.Time(-1) }));
        await Until(server, space, firing: 0);
        Assert.All(await space.Incidents(), incident => Assert.Equal("Closed", incident.Text("progress")));
    }

    /// <summary>Waits until so many alerts fire, and all that were sent are stored.</summary>
    private static async Task Until(TestServer server, OnCallSpace space, int firing)
    {
        var (stored, open, waiting) = (0, 0, 0);
        try
        {
            await Eventually.True(
                async () =>
                {
                    await using var db = await server.Store.Databases.CreateDbContextAsync();
                    open = await db.Alerts.CountAsync(a => a.SpaceId == space.SpaceId && a.IsOpen);
                    stored = await db.Alerts.CountAsync(a => a.SpaceId == space.SpaceId);
                    waiting = await db.Pushes.CountAsync();
                    return (open, waiting) == (firing, 0);
                },
                Patience
            );
        }
        catch (Exception)
        {
            Assert.Fail($"{stored} alerts are stored, {open} of them open, and {waiting} pushes wait");
        }
    }
}
