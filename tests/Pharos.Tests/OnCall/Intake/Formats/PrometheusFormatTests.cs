using System.Text.Json.Nodes;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class PrometheusFormatTests
{
    private static IncomingEvent One(string labels, string annotations = "{}") =>
        Payload.Single(
            PrometheusFormat.Parse(
                Payload.Bytes(
                    $$"""{"alerts": [{"status": "firing", "labels": {{labels}}, "annotations": {{annotations}} }]}"""
                )
            )
        );

    [Fact]
    public void Each_alert_of_a_group_is_an_event_with_its_fingerprint_as_key()
    {
        var push = PrometheusFormat.Parse(Payload.Read("alertmanager-0.25-firing"));

        Assert.Empty(push.Rejected);
        Assert.Equal(["49a99b9a5f727569", "762f5b950a4e23ab"], push.Events.Select(e => e.AlertKey));
        Assert.Equal([EventStatus.Critical, EventStatus.Warning], push.Events.Select(e => e.Status));
        var first = push.Events[0];
        Assert.Equal("$alertname::$instance", first.TitleRule);
        Assert.False(first.IsPlainTitle);
        Assert.Equal("p99 of web-1:9090 is 2.3 s (limit 1 s) — “checkout”", first.Description);
        Assert.Equal(
            [
                "alertname",
                "description",
                "generatorURL",
                "instance",
                "job",
                "runbook_url",
                "severity",
                "summary",
                "team",
            ],
            first.Labels.Keys.Order()
        );
        Assert.Equal("https://runbooks.example.com/latency", first.Labels["runbook_url"]);
        Assert.Null(first.Time);
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T17:47:27Z").ToUnixTimeSeconds(), first.StartedAt);
        Assert.Null(first.EndedAt);
    }

    [Fact]
    public void The_status_of_each_alert_counts_and_not_that_of_the_group()
    {
        var push = PrometheusFormat.Parse(Payload.Read("alertmanager-0.25-partly-resolved"));

        Assert.Equal([EventStatus.Ok, EventStatus.Warning], push.Events.Select(e => e.Status));
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T17:49:27Z").ToUnixTimeSeconds(), push.Events[0].EndedAt);
        var resolved = Payload.Single(PrometheusFormat.Parse(Payload.Read("alertmanager-0.25-resolved")));
        Assert.Equal(("762f5b950a4e23ab", EventStatus.Ok), (resolved.AlertKey, resolved.Status));
    }

    [Theory]
    [InlineData("""{"severity": "critical"}""", EventStatus.Critical)]
    [InlineData("""{"severity": "Warn"}""", EventStatus.Warning)]
    [InlineData("""{"severity": "warning", "priority": "critical"}""", EventStatus.Warning)]
    [InlineData("""{"priority": "critical", "level": "info"}""", EventStatus.Critical)]
    [InlineData("""{"level": "unk"}""", EventStatus.Info)]
    [InlineData("""{"level": "acknowledged"}""", EventStatus.Info)]
    [InlineData("""{"severity": "ok"}""", EventStatus.Ok)]
    [InlineData("""{"severity": "none"}""", EventStatus.Warning)]
    [InlineData("""{"severity": "page", "level": "critical"}""", EventStatus.Critical)]
    [InlineData("""{"job": "a"}""", EventStatus.Warning)]
    public void The_severity_comes_from_the_first_label_with_a_known_word(string labels, EventStatus status) =>
        Assert.Equal(status, One(labels).Status);

    [Theory]
    [InlineData("""{"alertname": "A", "job": "j", "pod": "p"}""", "$alertname::$pod", false)]
    [InlineData("""{"alertname": "A"}""", "$alertname", false)]
    [InlineData("""{"service": "s"}""", "$service", false)]
    [InlineData("""{"y": "2", "x": "1"}""", "x=1, y=2", true)]
    public void The_title_is_check_and_resource(string labels, string title, bool plain) =>
        Assert.Equal((title, plain), (One(labels).TitleRule, One(labels).IsPlainTitle));

    [Fact]
    public void Without_fingerprint_the_key_depends_on_the_labels_in_any_order_but_not_on_annotations()
    {
        var key = One("""{"a": "1", "b": "2"}""", """{"summary": "x"}""").AlertKey;

        Assert.Equal(key, One("""{"b": "2", "a": "1"}""", """{"summary": "y"}""").AlertKey);
        Assert.NotEqual(key, One("""{"a": "1", "b": "3"}""").AlertKey);
    }

    [Fact]
    public void The_annotation_timestamp_sets_the_time_and_labels_win_over_annotations()
    {
        var read = One("""{"a": "label"}""", """{"timestamp": "1764494120.123", "a": "annotation"}""");

        Assert.Equal(1764494120, read.Time);
        Assert.Equal(new Dictionary<string, string> { ["a"] = "label" }, read.Labels);
    }

    [Fact]
    public void A_malformed_alert_is_rejected_by_name_and_the_others_are_accepted()
    {
        var push = PrometheusFormat.Parse(
            Payload.Bytes(
                """
                {"alerts": [
                  {"status": "firing", "labels": {"alertname": "A"}}, null, {"status": "firing"},
                  {"status": "pending", "labels": {"alertname": "B"}}, {"status": "firing", "labels": {}},
                  {"status": "firing", "labels": "x"}], "truncatedAlerts": 7}
                """
            )
        );

        Assert.Single(push.Events);
        Assert.Equal(7, push.LeftOut);
        Assert.Equal(
            [
                "alerts[1] must be an object.",
                "alerts[2].labels is required.",
                "alerts[3].status must be one of: firing, resolved.",
                "alerts[4].labels must contain at least one label.",
                "alerts[5].labels must be an object.",
            ],
            push.Rejected.Select(r => r.Reason.In())
        );
    }

    [Fact]
    public void A_group_of_ten_thousand_alerts_is_accepted()
    {
        var group = JsonNode.Parse(Payload.Read("alertmanager-0.25-resolved"))!;
        var alert = group["alerts"]![0]!;
        group["alerts"] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(_ => alert.DeepClone())]);

        var push = PrometheusFormat.Parse(Payload.Bytes(group.ToJsonString()));

        Assert.Equal(10_000, push.Events.Count);
        Assert.Empty(push.Rejected);
    }

    [Theory]
    [InlineData("{}", "The body is not a webhook of Alertmanager: it has no alerts.")]
    [InlineData("""{"alerts": {}}""", "alerts must be an array.")]
    [InlineData("[]", "The request body must be a JSON object.")]
    public void Another_payload_is_refused(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => PrometheusFormat.Parse(Payload.Bytes(json))));
}
