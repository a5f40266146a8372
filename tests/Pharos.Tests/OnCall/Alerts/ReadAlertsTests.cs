using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;
using Pharos.OnCall.Timeline;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Alerts;

public sealed class ReadAlertsTests(SharedServer shared)
{
    [Fact]
    public async Task An_alert_names_its_space_integration_incident_and_first_responder()
    {
        var (api, data) = await Account();
        var (space, integration) = (await data.Space(), await data.Integration());
        var incident = await data.Incident("Slow", space);
        await data.Responder(incident, api);
        var id = await data.Alert(
            "CPU high",
            space,
            integration,
            labels: new() { ["host"] = "web-1" },
            incidentId: incident
        );
        var events = await data.Events(id, 2);

        var alert = (await api.Post("/alert/info", new { alert_id = id.ToUpperInvariant() })).Data;

        Assert.Equal(
            ("CPU high", "Cluster", "prometheus", "ref-1", "enabled", api.Email, "Alice", "web-1", incident),
            (
                alert["title"]!.ToString(),
                alert["integration_name"]!.ToString(),
                alert["data_source_type"]!.ToString(),
                alert["integration_ref_id"]!.ToString(),
                alert["channel_status"]!.ToString(),
                alert["responder_email"]!.ToString(),
                alert["responder_name"]!.ToString(),
                alert["labels"]!["host"]!.ToString(),
                alert["incident"]!["incident_id"]!.ToString()
            )
        );
        Assert.Equal([events[1], events[0]], alert["events"]!.AsArray().Select(e => e!["event_id"]!.ToString()));
        var muted = await data.Alert("Muted", space, integration);
        Assert.Null((await api.Post("/alert/info", new { alert_id = muted })).Data["incident"]);
        Assert.Equal(
            [muted, id],
            (await api.Post("/alert/list-by-ids", new { alert_ids = new[] { muted, id } })).All("alert_id")
        );
        (await api.Post("/alert/list-by-ids", new { alert_ids = new[] { id, new string('0', 24) } })).IsError(
            "ResourceNotFound",
            "alert_ids[1]"
        );
    }

    [Fact]
    public async Task A_list_contains_the_alerts_whose_life_overlaps_the_window()
    {
        var (api, data) = await Account();
        var (space, integration) = (await data.Space(), await data.Integration());
        await data.Alert("Before", space, integration, 100);
        var across = await data.Alert("Across", space, integration, 90, change: a => a.LastTime = data.Now);
        var within = await data.Alert("Within", space, integration, 45);
        await data.Alert("After", space, integration, 10, change: a => a.UpdatedAt = data.Now - 45);

        async Task<List<string>> Listed(object more)
        {
            var request = JsonSerializer.SerializeToNode(more)!.AsObject();
            (request["start_time"], request["end_time"]) = (data.Now - 50, data.Now - 40);
            return (await api.Post("/alert/list", request)).All("title");
        }

        Assert.Equal(["Within", "Across"], await Listed(new { }));
        Assert.Equal(["Across", "Within"], await Listed(new { asc = true }));
        Assert.Equal(["After", "Within"], await Listed(new { by_updated_at = true }));
        Assert.Equal(
            ["After", "Within"],
            (await Listed(new { by_updated_at = true, orderby = "updated_at" })).Order(StringComparer.Ordinal)
        );
        Assert.NotEqual(across, within);
        (await api.Post("/alert/list", new { start_time = 1, end_time = 31 * 86400 + 2 })).IsError(
            "InvalidParameter",
            "31"
        );
    }

    [Fact]
    public async Task Each_filter_returns_what_fits_and_nothing_else()
    {
        var (api, data) = await Account();
        var (space, integration) = (await data.Space(), await data.Integration());
        var one = await data.Alert(
            "CPU high",
            space,
            integration,
            labels: new() { ["host"] = "web-1", ["path"] = "/a\\b" },
            change: a => (a.Severity, a.EverMuted) = (EventStatus.Critical, true)
        );
        await data.Alert(
            "Disk full",
            await data.Space(),
            await data.Integration(),
            labels: new() { ["other"] = "web-1" },
            change: a => (a.EndTime, a.Status) = (data.Now, EventStatus.Ok)
        );

        foreach (
            var filter in new object[]
            {
                new { is_active = true },
                new { ever_muted = true },
                new { alert_severity = "Critical,Info" },
                new { channel_ids = new[] { space } },
                new { integration_ids = new[] { integration } },
                new { alert_ids = new[] { one } },
                new { alert_keys = new[] { "key-" + one } },
                new { title = "CPU high" },
                new { title = "/(?i)cpu/" },
                new { labels = new { host = new[] { "web-1" } } },
                new { labels = new { path = new[] { "/a\\b" } } },
                new { labels = new { host = new[] { "web-?" } } },
            }
        )
            Assert.Equal(
                [one],
                (await api.Post("/alert/list", Incidents.ListIncidentsTests.Request(data, filter))).All("alert_id")
            );
        (
            await api.Post("/alert/list", Incidents.ListIncidentsTests.Request(data, new { alert_severity = "x" }))
        ).IsError("InvalidParameter", "alert_severity");
    }

    [Fact]
    public async Task Pages_by_cursor_contain_each_alert_once_also_with_patterns()
    {
        var (api, data) = await Account();
        var (space, integration) = (await data.Space(), await data.Integration());
        var expected = new List<string>();
        for (var i = 0; i < 9; i++)
        {
            var id = await data.Alert(i % 2 == 0 ? "CPU " + i : "Disk", space, integration, secondsAgo: i / 4);
            if (i % 2 == 0)
                expected.Add(id);
        }

        foreach (var orderby in new[] { "created_at", "updated_at" })
        {
            var found = await api.Pages("/alert/list", "alert_id", cursor => Incidents.ListIncidentsTests.Request(
                    data,
                    new
                    {
                        title = "CPU *",
                        limit = 2,
                        orderby,
                        search_after_ctx = cursor,
                    }
                ));
            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
            Assert.Equal(9, (await api.Pages("/alert/list", "alert_id", cursor => Incidents.ListIncidentsTests.Request(
                            data,
                            new
                            {
                                limit = 2,
                                orderby,
                                search_after_ctx = cursor,
                            }
                        ))).Distinct().Count());
        }
    }

    [Fact]
    public async Task Events_of_an_alert_come_oldest_first_and_those_of_all_newest_first()
    {
        var (api, data) = await Account();
        var (space, prometheus) = (await data.Space(), await data.Integration());
        var zabbix = await data.Integration(IntegrationType.Zabbix);
        var one = await data.Alert("One", space, prometheus);
        var two = await data.Alert("Two", await data.Space(), zabbix);
        var ofOne = await data.Events(one, 3);
        var ofTwo = await data.Events(two, 1, EventStatus.Critical);

        async Task<List<string>> Events(object filter) => (await api.Post("/alert-event/list", filter)).All("event_id");

        Assert.Equal(ofOne, (await api.Post("/alert/event/list", new { alert_id = one })).All("event_id"));
        Assert.Equal(ofOne.AsEnumerable().Reverse(), await api.Pages("/alert/event/list", "event_id", cursor => new
            {
                alert_id = one,
                asc = false,
                limit = 1,
                search_after_ctx = cursor,
            }));
        Assert.Equal(
            [ofTwo[0], ofOne[2], ofOne[1], ofOne[0]],
            await api.Pages("/alert-event/list", "event_id", cursor => new { limit = 3, search_after_ctx = cursor })
        );
        Assert.Equal(ofTwo, await Events(new { severities = "Critical" }));
        Assert.Equal(ofTwo, await Events(new { integration_types = new[] { "zabbix" } }));
        Assert.Equal(ofTwo, await Events(new { integration_ids = new[] { zabbix } }));
        Assert.Equal(ofOne, await Events(new { channel_ids = new[] { space }, asc = true }));
        Assert.Equal(
            [ofOne[0]],
            await Events(
                new
                {
                    start_time = data.Now - 2,
                    end_time = data.Now - 1,
                    limit = 1,
                    asc = true,
                }
            )
        );
        (await api.Post("/alert-event/list", new { severities = "x" })).IsError("InvalidParameter", "severities");
    }

    [Fact]
    public async Task The_timeline_of_an_alert_is_read_by_type()
    {
        var (api, data) = await Account();
        var id = await data.Alert("One", await data.Space(), await data.Integration());
        await data.Save(db =>
        {
            var clock = shared.Server.Store.Clock;
            Timelines.Add(
                db,
                clock,
                data.AccountId,
                id,
                TimelineTypes.AlertNew,
                new AlertNewDetail(EventStatus.Info, EventStatus.Info)
            );
            Timelines.Add(db, clock, data.AccountId, id, TimelineTypes.AlertClose);
        });

        var answer = await api.Post("/alert/feed", new { alert_id = id, types = new[] { "a_new" } });

        Assert.Equal(["a_new"], answer.All("type"));
        Assert.Equal("Info", answer.Data["items"]![0]!["detail"]!["severity"]!.ToString());
        Assert.Equal(
            ["a_new", "a_close"],
            (await api.Post("/alert/feed", new { alert_id = id, asc = true })).All("type")
        );
    }

    [Fact]
    public async Task Alerts_of_a_private_space_are_hidden_from_others_everywhere()
    {
        var (api, data) = await Account();
        var bob = await shared.Server.NewMember(data.AccountId, BuiltInRoles.Responder);
        var id = await data.Alert("Secret", await data.Space(isPrivate: true), await data.Integration());
        await data.Events(id, 1);

        Assert.Equal(
            [id],
            (await api.Post("/alert/list", Incidents.ListIncidentsTests.Request(data, new { }))).All("alert_id")
        );
        Assert.Empty(
            (await bob.Post("/alert/list", Incidents.ListIncidentsTests.Request(data, new { }))).All("alert_id")
        );
        Assert.Empty((await bob.Post("/alert-event/list", new { })).All("event_id"));
        foreach (var path in new[] { "/alert/info", "/alert/feed", "/alert/event/list" })
            (await bob.Post(path, new { alert_id = id })).IsError("ResourceNotFound", "alert_id");
        (await bob.Post("/alert/list-by-ids", new { alert_ids = new[] { id } })).IsError(
            "ResourceNotFound",
            "alert_ids[0]"
        );
    }

    private async Task<(ApiClient Api, OnCallData Data)> Account()
    {
        var api = await shared.NewAccount();
        return (api, new OnCallData(shared.Server, api));
    }
}
