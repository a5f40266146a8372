using System.Net;
using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake;

/// <summary>From a pushed event to an incident.</summary>
public sealed class PushTests(SharedServer shared)
{
    [Fact]
    public async Task An_event_becomes_an_alert_and_an_incident()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        var answer = await space.Push(
            key,
            new
            {
                title_rule = "$check / $host",
                event_status = "Warning",
                alert_key = "disk-db1",
                description = "91% used",
                labels = new { check = "disk", host = "db1" },
            }
        );

        Assert.Equal("disk-db1", answer.Data["alert_key"]!.GetValue<string>());
        var incident = await space.Incident();
        Assert.Equal(
            ("disk / db1", "Warning", "Warning", "Triggered", "91% used", "disk-db1"),
            (
                incident.Text("title"),
                incident.Text("incident_severity"),
                incident.Text("incident_status"),
                incident.Text("progress"),
                incident.Text("description"),
                incident.Text("dedup_key")
            )
        );
        Assert.Equal("db1", incident["labels"]!["host"]!.GetValue<string>());
        var alert = Assert.Single(await space.Alerts());
        Assert.Equal(incident.IncidentId(), alert["incident"]!["incident_id"]!.GetValue<string>());
        Assert.Equal(["i_new"], await space.Timeline(incident.IncidentId()));
    }

    [Fact]
    public async Task A_worse_event_raises_the_severity_and_a_better_one_does_not_lower_it()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        await space.Fire(key, "a", "Warning");
        await space.Fire(key, "a", "Critical");
        await space.Fire(key, "a", "Info");

        var incident = await space.Incident();
        Assert.Equal(("Critical", "Info"), (incident.Text("incident_severity"), incident.Text("incident_status")));
        Assert.Equal((1, 3), (incident.Number("alert_cnt"), incident.Number("alert_event_cnt")));
    }

    [Fact]
    public async Task An_incident_closes_when_its_alert_recovers_and_the_next_event_starts_another()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        await space.Fire(key, "a");
        await space.Fire(key, "a", "Ok");
        var closed = await space.Incident();
        Assert.Equal(
            ("Closed", "Ok", 0),
            (closed.Text("progress"), closed.Text("incident_status"), closed.Number("closer_id"))
        );
        Assert.Equal(["i_new", "i_rslv"], await space.Timeline(closed.IncidentId()));
        await space.Fire(key, "a");

        Assert.Equal(["Closed", "Triggered"], (await space.Incidents()).Select(i => i.Text("progress")));
    }

    [Fact]
    public async Task A_space_can_keep_recovered_incidents_open()
    {
        var space = await OnCallSpace.Create(shared.Server, new JsonObject { ["disable_auto_close"] = true });
        var key = await space.Integrate("standard");

        await space.Fire(key, "a");
        await space.Fire(key, "a", "Ok");

        var incident = await space.Incident();
        Assert.Equal(("Triggered", "Ok"), (incident.Text("progress"), incident.Text("incident_status")));
    }

    [Fact]
    public async Task A_recovery_of_an_unknown_alert_leaves_nothing()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        await space.Fire(key, "a", "Ok");

        Assert.Empty(await space.Alerts());
        Assert.Empty(await space.Incidents());
    }

    [Fact]
    public async Task Alerts_with_equal_labels_share_an_incident_that_closes_with_the_last_of_them()
    {
        var group = JsonNode.Parse("""{"group":{"method":"p","equals":[["title"]],"storm_thresholds":[3]}}""");
        var space = await OnCallSpace.Create(shared.Server, group!.AsObject());
        var key = await space.Integrate("standard");

        foreach (var host in (string[])["a", "b", "c"])
            await space.Fire(key, host);
        await space.Fire(key, "d", title: "Something else");
        var incidents = await space.Incidents();
        Assert.Equal([3L, 1L], incidents.Select(i => i.Number("alert_cnt")));
        Assert.Contains("i_storm", await space.Timeline(incidents[0].IncidentId()));
        await space.Fire(key, "a", "Ok");
        await space.Fire(key, "b", "Ok");
        Assert.Equal("Triggered", (await space.Incidents())[0].Text("progress"));
        await space.Fire(key, "c", "Ok");

        Assert.Equal(["Closed", "Triggered"], (await space.Incidents()).Select(i => i.Text("progress")));
    }

    [Fact]
    public async Task Each_alert_of_an_Alertmanager_group_counts_by_itself()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("prometheus");
        var group = """
            {"version":"4","status":"firing","receiver":"pharos","groupKey":"{}","alerts":[
              {"status":"firing","labels":{"alertname":"HighLoad","instance":"a","severity":"critical"},
               "annotations":{},"startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f1"},
              {"status":"STATE","labels":{"alertname":"HighLoad","instance":"b","severity":"warning"},
               "annotations":{},"startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f2"}]}
            """;

        (await space.Push(key, group.Replace("STATE", "firing"), "prometheus")).IsSuccess();
        (await space.Push(key, group.Replace("STATE", "resolved"), "prometheus")).IsSuccess();

        Assert.Equal(
            ["f1 Critical", "f2 Ok"],
            (await space.Alerts()).Select(a => $"{a.Text("alert_key")} {a.Text("alert_status")}").Order()
        );
    }

    [Fact]
    public async Task A_push_says_what_is_wrong_with_its_key_and_its_payload()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        (await space.Push("0123456789abcdef0123456789abcdef", new { })).IsError("InvalidParameter", "integration_key");
        (await space.Push(key, new { event_status = "Critical" })).IsError("InvalidParameter", "title_rule");
        (await space.Push(key, new { title_rule = "x", event_status = "Bad" })).IsError(
            "InvalidParameter",
            "event_status"
        );
        (await space.Push(key, "[1,")).IsError("InvalidParameter", "JSON");
        (await space.Push(key, "{}", "prometheus")).IsError("InvalidParameter", "standard");
        Assert.Equal(HttpStatusCode.NotFound, (await space.Push(key, "{}", "unknown")).Status);
    }

    [Fact]
    public async Task A_malformed_event_of_several_is_named_and_the_others_are_accepted()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        var answer = await space.Push(
            key,
            """
            [{"title_rule":"A","event_status":"Critical","alert_key":"a"},
             {"title_rule":"B","event_status":"Broken","alert_key":"b"},
             {"title_rule":"C","event_status":"Info","alert_key":"c"}]
            """
        );

        var rejected = Assert.Single(answer.Data["rejected"]!.AsArray());
        Assert.Equal(1, rejected!["index"]!.GetValue<int>());
        Assert.Contains("event_status", rejected["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["a", "c"], (await space.Alerts()).Select(a => a.Text("alert_key")).Order());
    }

    [Fact]
    public async Task The_address_can_override_severity_and_title()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");

        await space.Push(
            key,
            new
            {
                title_rule = "Disk full",
                event_status = "Critical",
                alert_key = "a",
                labels = new { host = "db1" },
            },
            query: "&severity=Info&title_rule=Host::$host"
        );

        var incident = await space.Incident();
        Assert.Equal(("Host / db1", "Info"), (incident.Text("title"), incident.Text("incident_severity")));
    }

    [Fact]
    public async Task A_shared_integration_needs_a_route_and_sends_events_where_it_says()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var made = await space.Owner.Post("/datasource/upsert", new { plugin_type = "standard", name = "Shared" });
        var key = made.Data["integration_key"]!.GetValue<string>();
        var id = made.Data["integration_id"]!.GetValue<long>();
        (
            await space.Push(
                key,
                new
                {
                    title_rule = "x",
                    event_status = "Info",
                    alert_key = "a",
                }
            )
        ).IsError("InvalidParameter", "route");

        (
            await space.Owner.Post(
                "/route/upsert",
                new
                {
                    integration_id = id,
                    cases = new[]
                    {
                        new
                        {
                            @if = new[]
                            {
                                new
                                {
                                    key = "labels.team",
                                    oper = "IN",
                                    vals = new[] { "pay*" },
                                },
                            },
                            channel_ids = new[] { space.SpaceId },
                            fallthrough = false,
                        },
                    },
                }
            )
        ).IsSuccess();
        foreach (var team in (string[])["payments", "search"])
            await space.Push(
                key,
                new
                {
                    title_rule = team,
                    event_status = "Info",
                    alert_key = team,
                    labels = new { team },
                }
            );

        Assert.Equal("payments", (await space.Incident()).Text("title"));
    }
}
