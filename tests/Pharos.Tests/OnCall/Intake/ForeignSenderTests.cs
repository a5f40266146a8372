using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Pharos.OnCall.Intake;
using Pharos.OnCall.Intake.Formats;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake;

/// <summary>Senders of PagerDuty and Opsgenie, which only get another address.</summary>
public sealed class ForeignSenderTests(SharedServer shared)
{
    [Fact]
    public async Task PagerDuty_events_trigger_acknowledge_and_resolve()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("pagerduty");

        var triggered = await Enqueue(space, key, "trigger");
        Assert.Equal(
            (HttpStatusCode.Accepted, "success", "srv1"),
            (triggered.Status, triggered.Json.Text("status"), triggered.Json.Text("dedup_key"))
        );
        Assert.Equal("Triggered", (await space.Incident()).Text("progress"));
        await Enqueue(space, key, "acknowledge");
        Assert.Equal("Processing", (await space.Incident()).Text("progress"));
        await Enqueue(space, key, "resolve");

        var incident = await space.Incident();
        Assert.Equal("Closed", incident.Text("progress"));
        Assert.Equal(["i_new", "i_ack", "i_rslv"], await space.Timeline(incident.IncidentId()));
    }

    [Fact]
    public async Task PagerDuty_clients_get_the_errors_that_they_know()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("pagerduty");

        var unknown = await Enqueue(space, "0123456789abcdef0123456789abcdef", "trigger");
        var malformed = await Enqueue(space, key, "explode");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid event"), (unknown.Status, unknown.Json.Text("status")));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid event"), (malformed.Status, malformed.Json.Text("status")));
        Assert.Contains("event_action", malformed.Json["errors"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_1_of_PagerDutys_events_works_too()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("pagerduty");

        var answer = await Send(
            space,
            "/generic/2010-04-15/create_event.json",
            $$"""{"service_key":"{{key}}","event_type":"trigger","incident_key":"k1","description":"CPU high"}"""
        );

        Assert.Equal((HttpStatusCode.OK, "k1"), (answer.Status, answer.Json.Text("incident_key")));
        Assert.Equal("CPU high", (await space.Incident()).Text("title"));
    }

    [Fact]
    public async Task Opsgenie_alerts_are_created_acknowledged_noted_and_closed()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("opsgenie");

        var created = await Genie(
            space,
            key,
            "/v2/alerts",
            """{"message":"Queue is long","alias":"q1","priority":"P1"}"""
        );
        Assert.Equal(
            (HttpStatusCode.Accepted, "Request will be processed"),
            (created.Status, created.Json.Text("result"))
        );
        var incident = await space.Incident();
        Assert.Equal(("Queue is long", "Critical"), (incident.Text("title"), incident.Text("incident_severity")));
        await Genie(space, key, "/v2/alerts/q1/acknowledge?identifierType=alias", "{}");
        Assert.Equal("Processing", (await space.Incident()).Text("progress"));
        await Genie(space, key, "/v2/alerts/q1/notes?identifierType=alias", """{"note":"On it","user":"Ann"}""");
        await Genie(space, key, "/v2/alerts/q1/close?identifierType=alias", "{}");

        Assert.Equal("Closed", (await space.Incident()).Text("progress"));
        Assert.Equal(["i_new", "i_ack", "i_comm", "i_rslv"], await space.Timeline(incident.IncidentId()));
    }

    [Fact]
    public async Task What_arrives_faster_than_it_is_processed_takes_effect_in_its_order()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("opsgenie");
        var create = OpsgenieFormat.ParseCreate("""{"message":"Queue is long","alias":"q1"}"""u8.ToArray());
        ParsedPush Act(ActionKind kind) => OpsgenieFormat.ParseAction(kind, "q1", "alias", "{}"u8.ToArray());
        await new OnCallData(shared.Server, space.Owner).Pushes(
            key,
            create,
            Act(ActionKind.Acknowledge),
            Act(ActionKind.Close),
            create
        );

        await space.Settle();

        var incidents = await space.Incidents();
        Assert.Equal(["Closed", "Triggered"], incidents.Select(i => i.Text("progress")));
        Assert.Equal(["i_new", "i_ack", "i_rslv"], await space.Timeline(incidents[0].IncidentId()));
    }

    [Fact]
    public async Task Opsgenie_clients_get_the_errors_that_they_know()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var key = await space.Integrate("opsgenie");

        var missing = await Genie(space, key, "/v2/alerts", "{}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, missing.Status);
        Assert.NotNull(missing.Json["errors"]!["message"]);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Send(space, "/v2/alerts", "{}")).Status);
    }

    private static Task<ApiAnswer> Enqueue(OnCallSpace space, string key, string action) =>
        Send(
            space,
            "/v2/enqueue",
            $$$"""
            {"routing_key":"{{{key}}}","event_action":"{{{action}}}","dedup_key":"srv1",
             "payload":{"summary":"Server is down","source":"srv1","severity":"critical"}}
            """
        );

    private static Task<ApiAnswer> Genie(OnCallSpace space, string key, string path, string json) =>
        Send(space, path, json, new AuthenticationHeaderValue("GenieKey", key));

    private static async Task<ApiAnswer> Send(
        OnCallSpace space,
        string path,
        string json,
        AuthenticationHeaderValue? authorization = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = authorization;
        var answer = await space.Owner.Send(request);
        await space.Settle();
        return answer;
    }
}
