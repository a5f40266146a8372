using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class PagerDutyFormatTests
{
    [Fact]
    public void A_trigger_of_version_2_is_an_event()
    {
        var read = Payload.Single(PagerDutyV2Format.Parse(Payload.Read("pagerduty-v2")));

        Assert.Equal(("samplekeyhere-disk", EventStatus.Critical), (read.AlertKey, read.Status));
        Assert.Equal("DISK at 99% on machine prod-datapipe03.example.com", read.TitleRule);
        Assert.True(read.IsPlainTitle);
        Assert.Equal(DateTimeOffset.Parse("2026-07-17T08:42:58Z").ToUnixTimeSeconds(), read.Time);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["source"] = "prod-datapipe03.example.com",
                ["component"] = "mysql",
                ["group"] = "prod-datapipe",
                ["class"] = "disk",
                ["free space"] = "1%",
                ["ping time"] = "1500ms",
                ["load avg"] = "0.75",
                ["disks.sda"] = "99%",
                ["mounts"] = "/,/var",
                ["client"] = "Sample Monitoring Service",
                ["client_url"] = "https://monitoring.example.com",
                ["link"] = "http://pagerduty.example.com",
            },
            read.Labels
        );
        Assert.Equal(
            [
                new EventImage(
                    "An example link with an image",
                    "https://google.com",
                    "https://chart.example.com/chart?chd=t:6,2,9"
                ),
            ],
            read.Images
        );
    }

    [Fact]
    public void Alertmanager_triggers_and_resolves_one_alert()
    {
        var trigger = Payload.Single(PagerDutyV2Format.Parse(Payload.Read("alertmanager-0.25-pagerduty-trigger")));
        var resolve = Payload.Single(PagerDutyV2Format.Parse(Payload.Read("alertmanager-0.25-pagerduty-resolve")));

        Assert.Equal(trigger.AlertKey, resolve.AlertKey);
        Assert.Equal((EventStatus.Warning, EventStatus.Ok), (trigger.Status, resolve.Status));
        Assert.Equal("[FIRING:2] HighRequestLatency (api platform)", trigger.TitleRule);
        Assert.StartsWith("Labels:\n - alertname = HighRequestLatency\n", trigger.Description, StringComparison.Ordinal);
        Assert.Equal("", resolve.TitleRule);
        Assert.Empty(resolve.Labels);
    }

    [Fact]
    public void An_event_of_version_1_is_critical_and_its_contexts_are_links_and_images()
    {
        var read = Payload.Single(PagerDutyV1Format.Parse(Payload.Read("pagerduty-v1")));

        Assert.Equal(("srv01/HTTP", EventStatus.Critical), (read.AlertKey, read.Status));
        Assert.Equal("FAILURE for production/HTTP on machine srv01.acme.com", read.TitleRule);
        Assert.Equal("http://acme.pagerduty.com/2", read.Labels["link_2"]);
        Assert.Equal("1500ms", read.Labels["ping time"]);
        Assert.Equal([new EventImage("", "", "https://chart.googleapis.com/chart.png")], read.Images);
        Assert.DoesNotContain("samplekeyhere", read.Labels.Values);
    }

    [Theory]
    [InlineData("""{"event_action": "acknowledge", "dedup_key": "k"}""")]
    [InlineData("""{"event_type": "acknowledge", "incident_key": "k"}""")]
    public void An_acknowledgement_is_an_action_and_no_event(string json)
    {
        var push = PagerDutyFormat.Parse(Payload.Bytes(json));

        Assert.Empty(push.Events);
        var action = Assert.Single(push.Actions);
        Assert.Equal(ActionKind.Acknowledge, action.Kind);
        Assert.Equal(new AlertReference(AlertReferenceKind.Key, "k"), action.Alert);
    }

    [Fact]
    public void A_repeated_trigger_without_key_gets_the_same_key()
    {
        const string json = """
            {"event_action": "trigger", "payload": {"summary": "s", "source": "h", "severity": "info"}}
            """;

        var first = Payload.Single(PagerDutyFormat.Parse(Payload.Bytes(json)));

        Assert.Equal(22, first.AlertKey.Length);
        Assert.Equal(first.AlertKey, Payload.Single(PagerDutyFormat.Parse(Payload.Bytes(json))).AlertKey);
    }

    [Theory]
    [InlineData("{}", "event_action is required.")]
    [InlineData(
        """{"event_action": "snooze"}""",
        "event_action must be one of: trigger, acknowledge, resolve."
    )]
    [InlineData("""{"event_action": "resolve"}""", "dedup_key is required when event_action is resolve.")]
    [InlineData("""{"event_type": "acknowledge"}""", "incident_key is required when event_type is acknowledge.")]
    [InlineData("""{"event_action": "trigger"}""", "payload is required.")]
    [InlineData("""{"event_action": "trigger", "payload": {"summary": " "}}""", "payload.summary is required.")]
    [InlineData("""{"event_action": "trigger", "payload": {"summary": "s"}}""", "payload.source is required.")]
    [InlineData(
        """{"event_action": "trigger", "payload": {"summary": "s", "source": "h", "severity": "page"}}""",
        "payload.severity must be one of: critical, error, warning, info."
    )]
    [InlineData("""{"event_type": "trigger"}""", "description is required.")]
    public void An_error_names_the_field_and_what_is_allowed(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => PagerDutyFormat.Parse(Payload.Bytes(json))));

    [Theory]
    [InlineData("""{"payload": {"routing_key": "no"}, "routing_key": "yes"}""", "yes")]
    [InlineData("""{"service_key": "v1"}""", "v1")]
    [InlineData("""{"routing_key": 5}""", null)]
    [InlineData("""{"routing_key": "\ud800"}""", null)]
    [InlineData("""{"a": [""", null)]
    [InlineData("[1]", null)]
    [InlineData("", null)]
    public void The_integration_key_is_found_at_the_top_of_the_body(string json, string? key) =>
        Assert.Equal(key, PagerDutyFormat.FindKey(Payload.Bytes(json)));

    [Fact]
    public void A_change_event_reports_a_change_that_is_done()
    {
        var read = PagerDutyChangeFormat.Parse(Payload.Read("pagerduty-change"));

        Assert.Equal("Build Success - Increase snapshot create timeout to 30 seconds", read.Title);
        Assert.Equal(ChangeStatus.Done, read.Status);
        Assert.Equal("https://acme.pagerduty.dev/build/2", read.Link);
        Assert.Equal("acme-build-pipeline-tool-default-i-9999", read.Labels["source"]);
        Assert.Equal(DateTimeOffset.Parse("2026-07-17T08:42:58Z").ToUnixTimeSeconds(), read.Time);
        Assert.Equal(22, read.ChangeKey.Length);
    }

    [Fact]
    public void Responses_are_those_of_PagerDuty()
    {
        Assert.Equal(
            """{"dedup_key":"k","status":"success","message":"Event processed"}""",
            JsonSerializer.Serialize(new PagerDutyV2Accepted("k"))
        );
        Assert.Equal(
            """{"incident_key":"k","status":"success","message":"Event processed"}""",
            JsonSerializer.Serialize(new PagerDutyV1Accepted("k"))
        );
        Assert.Equal(
            """{"status":"invalid event","message":"Event object is invalid","errors":["payload is required."]}""",
            JsonSerializer.Serialize(PagerDutyError.From(Errors.Missing("payload")))
        );
    }
}
