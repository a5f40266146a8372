using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents;

/// <summary>What people do to incidents.</summary>
public sealed class IncidentActionTests(SharedServer shared)
{
    [Fact]
    public async Task Acknowledging_twice_changes_nothing_and_taking_it_back_triggers_again()
    {
        var (space, id) = await Fired();
        await Do(space, "ack", id);
        await Do(space, "ack", id);
        var acknowledged = await space.Incident();
        Assert.Equal("Processing", acknowledged.Text("progress"));
        Assert.NotEqual(0, acknowledged.Number("ack_time"));
        Assert.Equal(space.Owner.Caller.MemberId, acknowledged["responders"]![0]!["person_id"]!.GetValue<long>());

        await Do(space, "unack", id);

        var triggered = await space.Incident();
        Assert.Equal(("Triggered", 0), (triggered.Text("progress"), triggered.Number("ack_time")));
        Assert.Equal(["i_new", "i_ack", "i_unack"], await space.Timeline(id));
    }

    [Fact]
    public async Task A_closed_incident_takes_its_alerts_with_it()
    {
        var (space, id) = await Fired();

        await Do(space, "resolve", id, new JsonObject { ["root_cause"] = "Log rotation was off" });

        var incident = await space.Incident();
        Assert.Equal(
            ("Closed", "Critical", "Log rotation was off"),
            (incident.Text("progress"), incident.Text("incident_status"), incident.Text("root_cause"))
        );
        Assert.Equal(space.Owner.Caller.MemberId, incident.Number("closer_id"));
        await space.Fire(await space.Integrate("standard", "Another"), "a");
        Assert.Equal(2, (await space.Incidents()).Count);
    }

    [Fact]
    public async Task Reopening_assigns_as_before()
    {
        var (space, id) = await Fired();
        var bob = await shared.Server.NewMember(space.Owner.Caller.AccountId, BuiltInRoles.Responder);
        (
            await space.Owner.Post(
                "/incident/assign",
                new { incident_ids = new[] { id }, assigned_to = new { person_ids = new[] { bob.Caller.MemberId } } }
            )
        ).IsSuccess();
        await Do(space, "resolve", id);

        await Do(space, "reopen", id, new JsonObject { ["reason"] = "It is back" });

        var incident = await space.Incident();
        Assert.Equal(("Triggered", 0), (incident.Text("progress"), incident.Number("close_time")));
        Assert.Equal("reopen", incident["assigned_to"]!["type"]!.GetValue<string>());
        Assert.Equal(["i_new", "i_assign", "i_rslv", "i_reopen", "i_assign"], await space.Timeline(id));
    }

    [Fact]
    public async Task A_snooze_ends_by_itself_at_its_time_and_triggers_again()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var space = await OnCallSpace.Create(server);
        await space.Fire(await space.Integrate("standard"), "a");
        var id = (await space.Incident()).IncidentId();
        await Do(space, "ack", id);
        await Do(space, "snooze", id, new JsonObject { ["minutes"] = 10 });
        Assert.Equal(FrozenServer.Now + 600, (await space.Incident()).Number("snoozed_before"));

        clock.AdjustTime(clock.GetUtcNow().AddMinutes(12));
        await space.TakeDue();

        var incident = await space.Incident();
        Assert.Equal(("Triggered", 0), (incident.Text("progress"), incident.Number("snoozed_before")));
        var feed = await space.Owner.Post("/incident/feed", new { incident_id = id, limit = 1 });
        var woken = feed.Data["items"]![0]!;
        Assert.Equal("i_wake", woken["type"]!.GetValue<string>());
        // It says when the snooze ended, not when the server noticed.
        Assert.Equal((FrozenServer.Now + 600) * 1000, woken["created_at"]!.GetValue<long>());
    }

    [Fact]
    public async Task An_incident_closes_by_itself_after_the_time_of_its_space()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var space = await OnCallSpace.Create(server, new JsonObject { ["auto_resolve_timeout"] = 3600 });
        await space.Fire(await space.Integrate("standard"), "a");

        clock.AdjustTime(clock.GetUtcNow().AddMinutes(59));
        await space.TakeDue();
        Assert.Equal("Triggered", (await space.Incident()).Text("progress"));
        clock.AdjustTime(clock.GetUtcNow().AddMinutes(5));
        await space.TakeDue();

        var incident = await space.Incident();
        Assert.Equal(("Closed", FrozenServer.Now + 3600), (incident.Text("progress"), incident.Number("close_time")));
    }

    [Fact]
    public async Task A_missing_heartbeat_raises_an_alert_and_the_next_call_resolves_it()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var space = await OnCallSpace.Create(server);
        var key = await space.Integrate("heartbeat", "Nightly backup", new { interval_seconds = 60 });
        async Task Ping()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/event/push/heartbeat?integration_key={key}");
            (await space.Owner.Send(request)).IsSuccess();
            await space.Settle();
        }

        await Ping();
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(50));
        await Ping();
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(50));
        await space.TakeDue();
        Assert.Empty(await space.Incidents());
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(50));
        await space.TakeDue();
        Assert.Equal("Heartbeat missing: Nightly backup", (await space.Incident()).Text("title"));
        await Ping();

        Assert.Equal("Closed", (await space.Incident()).Text("progress"));
    }

    [Fact]
    public async Task Merging_moves_alerts_and_responders_and_closes_the_source()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "a");
        await space.Fire(key, "b", "Warning");
        var incidents = await space.Incidents();
        var (target, source) = (incidents[1].IncidentId(), incidents[0].IncidentId());
        await Do(space, "ack", source);

        (
            await space.Owner.Post(
                "/incident/merge",
                new
                {
                    source_incident_ids = new[] { source, target },
                    target_incident_id = target,
                    comment = "Same disk",
                }
            )
        ).IsSuccess();

        var byId = (await space.Incidents()).ToDictionary(i => i.IncidentId());
        Assert.Equal(("Closed", 0), (byId[source].Text("progress"), byId[source].Number("alert_cnt")));
        Assert.Equal(
            ("Triggered", 2, "Critical"),
            (byId[target].Text("progress"), byId[target].Number("alert_cnt"), byId[target].Text("incident_severity"))
        );
        Assert.Single(byId[target]["responders"]!.AsArray());
        await space.Fire(key, "a", "Ok");
        await space.Fire(key, "b", "Ok");
        Assert.All(await space.Incidents(), i => Assert.Equal("Closed", i.Text("progress")));
    }

    [Fact]
    public async Task Texts_and_severity_set_by_hand_stay()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("standard");
        await space.Fire(key, "a", "Warning");
        var id = (await space.Incident()).IncidentId();

        (
            await space.Owner.Post(
                "/incident/reset",
                new
                {
                    incident_id = id,
                    title = "Payments are slow",
                    incident_severity = "Info",
                }
            )
        ).IsSuccess();
        await space.Fire(key, "a", "Critical");

        var incident = await space.Incident();
        Assert.Equal(("Payments are slow", "Info"), (incident.Text("title"), incident.Text("incident_severity")));
        Assert.Equal(["i_new", "i_r_title", "i_r_severity"], await space.Timeline(id));
    }

    [Fact]
    public async Task An_incident_made_by_hand_can_be_removed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var made = await space.Owner.Post(
            "/incident/create",
            new
            {
                title = "Customers report errors",
                incident_severity = "Warning",
                channel_id = space.SpaceId,
            }
        );
        var id = made.Data["incident_id"]!.GetValue<string>();
        Assert.Equal(space.Owner.Caller.MemberId, (await space.Incident()).Number("creator_id"));

        await Do(space, "remove", id);

        Assert.Empty(await space.Incidents());
        (await space.Owner.Post("/incident/info", new { incident_id = id })).IsError("ResourceNotFound", "incident_id");
    }

    [Fact]
    public async Task A_silence_keeps_alerts_out_of_incidents_until_it_ends()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
        await using var server = await TestServer.Start(clock);
        var space = await OnCallSpace.Create(server);
        var key = await space.Integrate("standard");
        (
            await space.Owner.Post(
                "/channel/silence/rule/create",
                new
                {
                    channel_id = space.SpaceId,
                    rule_name = "Disk work",
                    filters = new[]
                    {
                        new[]
                        {
                            new
                            {
                                key = "labels.host",
                                oper = "IN",
                                vals = new[] { "a" },
                            },
                        },
                    },
                    time_filter = new { start_time = FrozenServer.Now - 60, end_time = FrozenServer.Now + 600 },
                }
            )
        ).IsSuccess();

        await space.Fire(key, "a");
        var alert = Assert.Single(await space.Alerts());
        Assert.True(alert["ever_muted"]!.GetValue<bool>());
        Assert.Empty(await space.Incidents());
        clock.AdjustTime(clock.GetUtcNow().AddMinutes(15));
        await space.Fire(key, "a");

        Assert.Equal("Disk full", (await space.Incident()).Text("title"));
    }

    private async Task<(OnCallSpace Space, string IncidentId)> Fired()
    {
        var space = await OnCallSpace.Create(shared.Server);
        await space.Fire(await space.Integrate("standard"), "a");
        return (space, (await space.Incident()).IncidentId());
    }

    private static async Task Do(OnCallSpace space, string action, string id, JsonObject? more = null)
    {
        var request = more ?? [];
        request["incident_ids"] = new JsonArray(id);
        (await space.Owner.Post($"/incident/{action}", request.ToJsonString())).IsSuccess();
    }
}
