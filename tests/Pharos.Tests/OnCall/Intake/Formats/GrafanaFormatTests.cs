using System.Text;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class GrafanaFormatTests
{
    [Fact]
    public void Each_alert_of_Grafana_Alerting_is_an_event()
    {
        var push = GrafanaFormat.Parse(Payload.Read("grafana-12"));

        Assert.Empty(push.Rejected);
        var (firing, resolved) = (push.Events[0], push.Events[1]);
        Assert.Equal(("57c6d9296de2ad39", EventStatus.Critical), (firing.AlertKey, firing.Status));
        Assert.Equal(("0f1e2d3c4b5a6978", EventStatus.Ok), (resolved.AlertKey, resolved.Status));
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T09:15:20Z").ToUnixTimeSeconds(), firing.StartedAt);
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T08:00:00Z").ToUnixTimeSeconds(), resolved.StartedAt);
        Assert.Equal("5.2% of the requests fail", firing.Description);
        Assert.Equal("$alertname::$service", firing.TitleRule);
        Assert.Equal("5.2", firing.Labels["values.A"]);
        Assert.Equal("https://grafana.example.com/d/adk2m1?viewPanel=4", firing.Labels["panelURL"]);
        Assert.Equal([new EventImage("", "", "https://grafana.example.com/render/57c6.png")], firing.Images);
        Assert.DoesNotContain(firing.Labels.Keys, name => name.StartsWith("__", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("alerting", EventStatus.Warning)]
    [InlineData("no_data", EventStatus.Critical)]
    [InlineData("ok", EventStatus.Ok)]
    public void A_legacy_alert_has_a_state(string state, EventStatus status)
    {
        var json = Encoding.UTF8.GetString(Payload.Read("grafana-8-legacy")).Replace("\"alerting\"", $"\"{state}\"");

        var read = Payload.Single(GrafanaFormat.Parse(Payload.Bytes(json)));

        Assert.Equal(("1/4711", status), (read.AlertKey, read.Status));
        Assert.Equal(("CPU of std::web is high", true), (read.TitleRule, read.IsPlainTitle));
        Assert.Equal("Someone is testing the alert notification within Grafana.\nHigh value: 100", read.Description);
        Assert.Equal(
            ("platform", "web-1", "100", "2"),
            (read.Labels["team"], read.Labels["host"], read.Labels["High value"], read.Labels["panelId"])
        );
        Assert.Single(read.Images);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("pending")]
    public void A_rule_that_is_paused_or_pending_changes_nothing(string state) =>
        Assert.Empty(GrafanaFormat.Parse(Payload.Bytes($$"""{"ruleName": "r", "state": "{{state}}"}""")).Events);

    [Theory]
    [InlineData("{}", "The body is not a webhook of Grafana: it has no alerts.")]
    [InlineData(
        """{"ruleName": "r", "state": "new"}""",
        "state must be one of: alerting, no_data, ok, paused, pending."
    )]
    [InlineData("""{"state": "ok"}""", "ruleName is required.")]
    public void Another_payload_is_refused(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => GrafanaFormat.Parse(Payload.Bytes(json))));
}
