using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Senders;

/// <summary>A real Alertmanager, of which only the address is set.</summary>
public sealed class AlertmanagerTests(SharedServer shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private TestServer Server => shared.Server;

    [Fact]
    public async Task Its_webhook_fires_and_resolves_each_alert_of_a_group()
    {
        var (space, alertmanager) = await Start("prometheus");
        await using var _ = alertmanager;

        await alertmanager.Fire(("DiskFull", "db1"), ("DiskFull", "db2"));
        await Until(space, "db1 Critical", "db2 Critical");
        await alertmanager.Resolve(("DiskFull", "db2"));
        await Until(space, "db1 Critical", "db2 Ok");
        Assert.Equal(
            ["DiskFull / db1 Triggered", "DiskFull / db2 Closed"],
            (await space.Incidents()).Select(i => $"{i.Text("title")} {i.Text("progress")}").Order()
        );
        await alertmanager.Resolve(("DiskFull", "db1"));

        await Until(space, "db1 Ok", "db2 Ok");
        Assert.All(await space.Incidents(), incident => Assert.Equal("Closed", incident.Text("progress")));
        Assert.Equal(0, await alertmanager.Metric("alertmanager_notifications_failed_total", "webhook"));
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_an_alert_makes_no_second_one()
    {
        var (space, alertmanager) = await Start("prometheus");
        await using var _ = alertmanager;
        await alertmanager.Fire(("DiskFull", "db1"));
        await Until(space, "db1 Critical");

        await alertmanager.Restart();
        await alertmanager.Fire(("DiskFull", "db1"), ("DiskFull", "db2")); // Prometheus repeats what fires.
        await Until(space, "db1 Critical", "db2 Critical");
        await alertmanager.Resolve(("DiskFull", "db1"));

        await Until(space, "db1 Ok", "db2 Critical");
        Assert.Equal(2, (await space.Alerts()).Count);
    }

    [Fact]
    public async Task Its_PagerDuty_receiver_triggers_and_resolves()
    {
        var (space, alertmanager) = await Start("pagerduty");
        await using var _ = alertmanager;

        await alertmanager.Fire(("DiskFull", "db1"), ("DiskFull", "db2"));
        await Eventually.True(async () => (await space.Incidents()).Count == 1, Patience);
        var incident = await space.Incident();
        Assert.Equal(("Triggered", "Critical"), (incident.Text("progress"), incident.Text("incident_severity")));
        Assert.Contains("DiskFull", incident.Text("title"), StringComparison.Ordinal);
        await alertmanager.Resolve(("DiskFull", "db1"));
        await Eventually.True(
            async () => (await alertmanager.Metric("alertmanager_notifications_total", "pagerduty")) >= 2,
            Patience
        );
        await space.Settle();
        Assert.Equal("Triggered", (await space.Incident()).Text("progress"));
        await alertmanager.Resolve(("DiskFull", "db2"));

        await Closed(space);
        Assert.Single(await space.Alerts());
        Assert.Equal(0, await alertmanager.Metric("alertmanager_notifications_failed_total", "pagerduty"));
    }

    [Fact]
    public async Task Its_Opsgenie_receiver_creates_and_closes()
    {
        var (space, alertmanager) = await Start("opsgenie");
        await using var _ = alertmanager;

        await alertmanager.Fire(("DiskFull", "db1"));
        await Eventually.True(async () => (await space.Incidents()).Count == 1, Patience);
        Assert.Contains("DiskFull", (await space.Incident()).Text("title"), StringComparison.Ordinal);
        await alertmanager.Resolve(("DiskFull", "db1"));

        await Closed(space);
        Assert.Single(await space.Alerts());
        Assert.Equal(0, await alertmanager.Metric("alertmanager_notifications_failed_total", "opsgenie"));
    }

    [Fact]
    public async Task Prometheus_evaluates_a_rule_and_a_label_that_changes_makes_another_alert()
    {
        LocalProgram.Demand("prometheus");
        var (space, alertmanager) = await Start("prometheus");
        await using var _ = alertmanager;
        await using var prometheus = await Prometheus.Start(alertmanager.Address);

        prometheus.Load = 85;
        await Until(space, "web1 Warning");
        prometheus.Load = 95; // The rule derives the label severity from the value.
        await Until(space, "web1 Critical", "web1 Ok");
        Assert.Equal(
            ["Closed", "Triggered"],
            (await space.Incidents()).Select(incident => incident.Text("progress")).Order()
        );
        prometheus.Load = 10;

        await Until(space, "web1 Ok", "web1 Ok");
    }

    [Fact]
    public async Task A_database_that_is_away_delays_alerts_and_loses_none()
    {
        Alertmanager.Demand();
        await using var server = await TestServer.Start();
        var (space, alertmanager) = await Start("prometheus", server);
        await using var _ = alertmanager;
        await alertmanager.Fire(("DiskFull", "db1"));
        await Until(space, "db1 Critical");

        await using (await Outage.Begin(server))
        {
            await alertmanager.Fire(("DiskFull", "db2"));
            await Eventually.True(
                async () => await alertmanager.Metric("alertmanager_notification_requests_failed_total", "webhook") > 0,
                Patience
            );
        }

        await Until(space, "db1 Critical", "db2 Critical");
    }

    private async Task<(OnCallSpace Space, Alertmanager Alertmanager)> Start(string type, TestServer? server = null)
    {
        Alertmanager.Demand();
        server ??= Server;
        var space = await OnCallSpace.Create(server);
        return (space, await Alertmanager.Start(server, Receivers.Of(type, server, await space.Integrate(type))));
    }

    /// <summary>Waits until the alerts of a space are these: instance and status.</summary>
    private static async Task Until(OnCallSpace space, params string[] expected)
    {
        List<string> alerts = [];
        try
        {
            await Eventually.True(
                async () =>
                {
                    alerts =
                    [
                        .. (await space.Alerts())
                            .Select(a => $"{Instance(a)} {a.Text("alert_status")}")
                            .Order(StringComparer.Ordinal),
                    ];
                    return alerts.SequenceEqual(expected.Order(StringComparer.Ordinal));
                },
                Patience
            );
        }
        catch (Exception)
        {
            Assert.Fail($"the alerts are: {string.Join(", ", alerts)}");
        }
    }

    private static Task Closed(OnCallSpace space) =>
        Eventually.True(async () => (await space.Incident()).Text("progress") == "Closed", Patience);

    private static string Instance(JsonObject alert) => alert["labels"]!["instance"]!.GetValue<string>();
}
