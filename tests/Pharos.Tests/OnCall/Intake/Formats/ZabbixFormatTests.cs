using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Intake.Formats;

[Trait("Runs", "Once")]
public sealed class ZabbixFormatTests
{
    [Fact]
    public void A_problem_and_its_recovery_are_one_alert()
    {
        var problem = Payload.Single(ZabbixFormat.Parse(Payload.Read("zabbix-7-problem")));
        var recovery = Payload.Single(ZabbixFormat.Parse(Payload.Read("zabbix-7-recovery")));

        Assert.Equal(("1824", EventStatus.Warning), (problem.AlertKey, problem.Status));
        Assert.Equal(("1824", EventStatus.Ok), (recovery.AlertKey, recovery.Status));
        Assert.Equal("High CPU utilization (over 90% for 5m)", problem.TitleRule);
        Assert.Equal(
            "Current utilization: 97.3 %\nCPU utilization is too high. The system might be slow to respond.",
            problem.Description
        );
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["trigger_id"] = "23075",
                ["host"] = "web-1",
                ["host_ip"] = "192.0.2.17",
                ["host_groups"] = "Linux servers, Shop",
                ["item"] = "CPU utilization",
                ["class"] = "os",
                ["component"] = "cpu",
                ["noisy"] = "true",
            },
            problem.Labels
        );
    }

    [Theory]
    [InlineData("Disaster", EventStatus.Critical)]
    [InlineData("High", EventStatus.Critical)]
    [InlineData("Average", EventStatus.Warning)]
    [InlineData("Warning", EventStatus.Warning)]
    [InlineData("Information", EventStatus.Info)]
    [InlineData("Not classified", EventStatus.Info)]
    [InlineData("Renamed", EventStatus.Warning)]
    public void The_severity_is_that_of_the_contract(string severity, EventStatus status) =>
        Assert.Equal(
            status,
            Payload.Single(
                ZabbixFormat.Parse(
                    Payload.Bytes(
                        $$"""{"event_id": 5, "name": "n", "status": "PROBLEM", "severity": "{{severity}}"}"""
                    )
                )
            ).Status
        );

    [Fact]
    public void The_number_of_the_severity_wins_over_its_name() =>
        Assert.Equal(
            EventStatus.Critical,
            Payload.Single(
                ZabbixFormat.Parse(
                    Payload.Bytes("""{"trigger_id": 5, "name": "n", "event_nseverity": "5", "severity": "Warning"}""")
                )
            ).Status
        );

    [Theory]
    [InlineData("""{"event_id": "1", "name": "n", "status": "RESOLVED"}""")]
    [InlineData("""{"event_id": "1", "name": "n", "status": "OK"}""")]
    [InlineData("""{"event_id": "1", "name": "n", "value": 0, "status": "PROBLEM"}""")]
    public void Value_or_status_report_a_recovery(string json) =>
        Assert.Equal(EventStatus.Ok, Payload.Single(ZabbixFormat.Parse(Payload.Bytes(json))).Status);

    [Theory]
    [InlineData("{}", "event_name is required.")]
    [InlineData("""{"name": "n", "event_id": "{EVENT.ID}"}""", "event_id is required.")]
    public void Another_payload_is_refused(string json, string error) =>
        Assert.Equal(error, Payload.Error(() => ZabbixFormat.Parse(Payload.Bytes(json))));
}
