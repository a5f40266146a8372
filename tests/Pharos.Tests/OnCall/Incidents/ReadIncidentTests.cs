using Pharos.Kernel;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents;

public sealed class ReadIncidentTests(SharedServer shared)
{
    [Fact]
    public async Task An_incident_names_its_space_integrations_people_and_links()
    {
        var (api, data) = await Account();
        var bob = await shared.Server.NewMember(data.AccountId, BuiltInRoles.Responder);
        var (space, integration) = (await data.Space(), await data.Integration());
        var id = await data.Incident("Slow", space, dedupKey: "k1", change: i =>
        {
            (i.CloserId, i.OwnerId, i.IsRare) = (bob.Caller.MemberId, api.Caller.MemberId, true);
            (i.IntegrationIds, i.AlertCount) = ([integration], 3);
            i.Assignment = new IncidentAssignment { PersonIds = [bob.Caller.MemberId], Type = "assign" }.ToJson();
        });
        await data.Responder(id, api, position: 1);
        await data.Responder(id, bob, acknowledgedAt: data.Now);

        var incident = (await api.Post("/incident/info", new { incident_id = id })).Data;

        string Text(string field) => incident[field]!.ToString();
        Assert.Equal(
            (id, "k1", IncidentNumber.From(id), "rare", "3", "Acme", "UTC", "enabled"),
            (
                Text("incident_id"),
                Text("dedup_key"),
                Text("num"),
                Text("frequency"),
                Text("alert_cnt"),
                Text("account_name"),
                Text("account_time_zone"),
                Text("channel_status")
            )
        );
        Assert.Equal(["prometheus"], incident["integration_types"]!.AsArray().Select(t => t!.ToString()));
        Assert.Equal(bob.Email, incident["closer"]!["email"]!.ToString());
        Assert.Equal("Alice", incident["owner"]!["person_name"]!.ToString());
        Assert.Null(incident["creator"]);
        Assert.Equal(
            [(bob.Caller.MemberId, data.Now), (api.Caller.MemberId, 0)],
            incident["responders"]!
                .AsArray()
                .Select(r => (r!["person_id"]!.GetValue<long>(), r["acknowledged_at"]!.GetValue<long>()))
        );
        Assert.Equal("assign", incident["assigned_to"]!["type"]!.ToString());
        var server = shared.Server.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal($"{server}/console/incidents/{id}", Text("detail_url"));
        Assert.Equal($"{server}/console/spaces/{space}/silences?from_incident={id}", Text("silence_url"));
        Assert.Empty(incident["alerts"]!.AsArray());
    }

    [Fact]
    public async Task An_incident_outside_any_space_has_empty_names()
    {
        var (api, data) = await Account();
        var id = await data.Incident("By hand");

        var incident = (await api.Post("/incident/info", new { incident_id = id })).Data;

        Assert.Equal((0, ""), (incident["channel_id"]!.GetValue<long>(), incident["channel_name"]!.ToString()));
        Assert.Equal("", incident["silence_url"]!.ToString());
        Assert.Equal(IncidentAssignment.NoRule, incident["assigned_to"]!["escalate_rule_id"]!.ToString());
        Assert.Null(incident["frequency"]);
    }

    [Fact]
    public async Task A_number_finds_the_newest_of_its_incidents()
    {
        var (api, data) = await Account();
        await data.Incident("Older", id: "65f000000000000000abcdef", secondsAgo: 10);
        await data.Incident("Newer", id: "66f000000000000000abcdef");

        Assert.Equal("Newer", (await api.Post("/incident/info", new { num = "abCDEF" })).Data["title"]!.ToString());
        (await api.Post("/incident/info", new { num = "000000" })).IsError("ResourceNotFound", "num");
        (await api.Post("/incident/info", new { })).IsError("InvalidParameter", "incident_id");
        (await api.Post("/incident/info", new { incident_id = "1" })).IsError("InvalidParameter", "incident_id");
    }

    [Fact]
    public async Task Incidents_by_ID_come_in_the_requested_order_or_not_at_all()
    {
        var (api, data) = await Account();
        var (one, two) = (await data.Incident("One"), await data.Incident("Two"));

        var answer = await api.Post("/incident/list-by-ids", new { incident_ids = new[] { two, one, two } });

        Assert.Equal([two, one], answer.All("incident_id"));
        (
            await api.Post(
                "/incident/list-by-ids",
                new { incident_ids = new[] { one, Ids.NewObjectId(TimeProvider.System) } }
            )
        ).IsError("ResourceNotFound", "incident_ids[1]");
    }

    [Fact]
    public async Task An_incident_that_occurs_twenty_times_in_30_days_is_frequent()
    {
        var (api, data) = await Account();
        var space = await data.Space();
        for (var i = 0; i < 18; i++)
            await data.Incident("Again", space, secondsAgo: i, dedupKey: "k");
        await data.Incident("Again", space, secondsAgo: 31 * 86400, dedupKey: "k");
        var nineteenth = await data.Incident("Again", space, dedupKey: "k");
        Assert.Null((await api.Post("/incident/info", new { incident_id = nineteenth })).Data["frequency"]);

        var twentieth = await data.Incident("Again", space, dedupKey: "k");

        Assert.Equal(
            "frequent",
            (await api.Post("/incident/info", new { incident_id = twentieth })).Data["frequency"]!.ToString()
        );
    }

    [Fact]
    public async Task A_timeline_is_read_newest_first_by_type_and_page()
    {
        var (api, data) = await Account();
        var id = await data.Incident("Slow");
        await data.Save(db =>
        {
            for (var i = 0; i < 5; i++)
                Timelines.Add(
                    db,
                    shared.Server.Store.Clock,
                    data.AccountId,
                    id,
                    i == 0 ? "i_new" : "i_comm",
                    i == 0 ? null : new CommentDetail("c" + i, MuteReply: false),
                    api.Caller.MemberId,
                    DateTimeOffset.FromUnixTimeSeconds(data.Now + i / 2)
                );
        });

        var all = (await api.Post("/incident/feed", new { incident_id = id })).Data["items"]!.AsArray();
        Assert.Equal(["c4", "c3", "c2", "c1", null], all.Select(e => e!["detail"]!["comment"]?.ToString()));
        Assert.Equal((data.Now + 2) * 1000, all[0]!["created_at"]!.GetValue<long>());
        Assert.Equal(api.Caller.MemberId, all[0]!["creator_id"]!.GetValue<long>());
        Assert.Equal(
            ["i_new"],
            (await api.Post("/incident/feed", new { incident_id = id, types = new[] { "i_new" } })).All("type")
        );
        var pages = await api.Pages("/incident/feed", "type", cursor => new
        {
            incident_id = id,
            limit = 2,
            asc = true,
            search_after_ctx = cursor,
        });
        Assert.Equal(["i_new", "i_comm", "i_comm", "i_comm", "i_comm"], pages);
        (await api.Post("/incident/feed", new { incident_id = id, types = new[] { "x" } })).IsError(
            "InvalidParameter",
            "types"
        );
    }

    [Fact]
    public async Task The_alerts_of_an_incident_come_with_their_latest_twenty_events()
    {
        var (api, data) = await Account();
        var (space, integration) = (await data.Space(), await data.Integration());
        var id = await data.Incident("Slow", space);
        var many = await data.Alert("Many", space, integration, incidentId: id);
        var few = await data.Alert("Few", space, integration, secondsAgo: 5, incidentId: id, change: a =>
            (a.EndTime, a.Status) = (data.Now, EventStatus.Ok)
        );
        await data.Alert("Other", space, integration);
        var events = await data.Events(many, 25);
        await data.Events(few, 2);

        var answer = await api.Post("/incident/alert/list", new { incident_id = id, include_events = true });

        Assert.Equal([many, few], answer.All("alert_id"));
        var items = answer.Data["items"]!.AsArray();
        Assert.Equal(
            events.AsEnumerable().Reverse().Take(20),
            items[0]!["events"]!.AsArray().Select(e => e!["event_id"]!.ToString())
        );
        Assert.Equal(2, items[1]!["events"]!.AsArray().Count);
        Assert.Equal("Slow", items[0]!["incident"]!["title"]!.ToString());
        var active = await api.Post("/incident/alert/list", new { incident_id = id, is_active = true });
        Assert.Equal([many], active.All("alert_id"));
        Assert.Null(active.Data["items"]![0]!["events"]);
        Assert.Equal(
            [few],
            (
                await api.Post(
                    "/incident/alert/list",
                    new
                    {
                        incident_id = id,
                        limit = 1,
                        p = 2,
                    }
                )
            ).All("alert_id")
        );
    }

    [Fact]
    public async Task Past_incidents_are_similar_closed_ones_of_the_space_with_fuller_resolutions_first()
    {
        var (api, data) = await Account();
        var (space, labels) = (await data.Space(), new Dictionary<string, string> { ["job"] = "api" });
        void Closed(IncidentRow i) => (i.Progress, i.CloseTime) = (IncidentProgress.Closed, data.Now);
        var now = await data.Incident("Disk full on web-01", space, labels: labels);
        var newest = await data.Incident("Disk full on web-02", space, 60, labels, Closed);
        var explained = await data.Incident("Disk full on web-03", space, 3600, labels, i =>
        {
            Closed(i);
            i.Resolution = "Deleted old logs.";
        });
        await data.Incident("Certificate expires", space, 60, labels, Closed);
        await data.Incident("Disk full on web-04", space, 60, labels);
        await data.Incident("Disk full on web-05", space, 31 * 86400, labels, Closed);
        await data.Incident("Disk full on web-06", await data.Space(), 60, labels, Closed);

        var answer = await api.Post("/incident/past/list", new { incident_id = now });

        Assert.Equal([explained, newest], answer.All("incident_id"));
        Assert.True(answer.Data["items"]![0]!["score"]!.GetValue<double>() > 0.9);
        Assert.Equal(
            [explained],
            (await api.Post("/incident/past/list", new { incident_id = now, limit = 1 })).All("incident_id")
        );
        (await api.Post("/incident/past/list", new { incident_id = await data.Incident("By hand") })).IsError(
            "InvalidParameter",
            "incident_id"
        );
    }

    private async Task<(ApiClient Api, OnCallData Data)> Account()
    {
        var api = await shared.NewAccount();
        return (api, new OnCallData(shared.Server, api));
    }
}
