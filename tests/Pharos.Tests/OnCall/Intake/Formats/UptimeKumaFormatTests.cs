using System.Text;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class UptimeKumaFormatTests
{
    [Fact]
    public void A_monitor_goes_down_and_comes_up_as_one_alert()
    {
        var down = Payload.Single(UptimeKumaFormat.Parse(Payload.Read("uptime-kuma-2-down")));
        var up = Payload.Single(UptimeKumaFormat.Parse(Payload.Read("uptime-kuma-2-up")));

        Assert.Equal(("29", EventStatus.Critical), (down.AlertKey, down.Status));
        Assert.Equal(("29", EventStatus.Ok), (up.AlertKey, up.Status));
        Assert.Equal("Production / Shop / https://shop.example.com", down.TitleRule);
        Assert.Equal("getaddrinfo ENOTFOUND shop.example.com", down.Description);
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T23:51:35Z").ToUnixTimeSeconds(), down.Time);
        Assert.Equal("platform", down.Labels["team"]);
    }

    [Fact]
    public void Secrets_of_a_monitor_are_left_out()
    {
        var down = Payload.Single(UptimeKumaFormat.Parse(Payload.Read("uptime-kuma-2-down")));

        Assert.DoesNotContain(down.Labels.Values, value => value.Contains("s3cret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Warning", EventStatus.Warning)]
    [InlineData("info", EventStatus.Info)]
    [InlineData("Ok", EventStatus.Critical)]
    [InlineData("7", EventStatus.Critical)]
    public void A_tag_sets_the_severity(string tag, EventStatus status)
    {
        var json = Encoding.UTF8.GetString(Payload.Read("uptime-kuma-2-down"))
            .Replace("\"value\": \"platform\", \"name\": \"team\"", $"\"value\": \"{tag}\", \"name\": \"severity\"");

        Assert.Equal(status, Payload.Single(UptimeKumaFormat.Parse(Payload.Bytes(json))).Status);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void A_pending_monitor_and_one_in_maintenance_change_nothing(int status) =>
        Assert.Empty(
            UptimeKumaFormat.Parse(
                Payload.Bytes($$"""{"heartbeat": {"monitorID": 1, "status": {{status}} }, "monitor": {"name": "m"} }""")
            ).Events
        );

    [Fact]
    public void A_test_makes_no_alert() =>
        Assert.Empty(
            UptimeKumaFormat.Parse(
                Payload.Bytes("""{"heartbeat": null, "monitor": null, "msg": "Pharos Testing"}""")
            ).Events
        );

    [Fact]
    public void An_expiring_certificate_is_one_alert_on_all_days()
    {
        string Body(int days) =>
            $$"""{"heartbeat": null, "monitor": null, "msg": "[Shop][https://s.example] server certificate s.example will expire in {{days}} days"}""";
        var today = Payload.Single(UptimeKumaFormat.Parse(Payload.Bytes(Body(7))));
        var later = Payload.Single(UptimeKumaFormat.Parse(Payload.Bytes(Body(14))));

        Assert.Equal(EventStatus.Warning, today.Status);
        Assert.Equal(today.AlertKey, later.AlertKey);
    }

    [Theory]
    [InlineData("{}", "The body is not a webhook of Uptime Kuma: it has no heartbeat, msg.")]
    [InlineData("""{"heartbeat": {"status": 9}}""", "heartbeat.status must be one of: 0, 1, 2, 3.")]
    [InlineData("""{"heartbeat": {"status": 0}}""", "heartbeat.monitorID is required.")]
    [InlineData("""{"heartbeat": []}""", "heartbeat must be an object.")]
    public void Another_payload_is_refused(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => UptimeKumaFormat.Parse(Payload.Bytes(json))));
}
