using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Processing;
using Pharos.OnCall.Timers;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall;

/// <summary>An account with a space, and the senders that push into it.</summary>
public sealed class OnCallSpace
{
    private readonly TestServer server;

    private OnCallSpace(TestServer server, ApiClient owner, long spaceId) =>
        (this.server, Owner, SpaceId) = (server, owner, spaceId);

    public ApiClient Owner { get; }
    public long SpaceId { get; }

    /// <param name="settings">Further fields of the space.</param>
    public static async Task<OnCallSpace> Create(TestServer server, JsonObject? settings = null)
    {
        var owner = await server.NewAccount();
        var request = settings ?? [];
        request["channel_name"] = "Payments";
        request["team_id"] = 0;
        var made = await owner.Post("/channel/create", request.ToJsonString());
        return new OnCallSpace(server, owner, made.Data["channel_id"]!.GetValue<long>());
    }

    /// <summary>A dedicated integration; its key.</summary>
    public async Task<string> Integrate(string type, string name = "Sender", object? settings = null)
    {
        var all = settings is null ? [] : JsonSerializer.SerializeToNode(settings)!.AsObject();
        all["channel_id"] = SpaceId;
        var made = await Owner.Post(
            "/datasource/upsert",
            new
            {
                plugin_type = type,
                name,
                settings = all,
            }
        );
        return made.Data["integration_key"]!.GetValue<string>();
    }

    /// <summary>Pushes a payload and waits until it has taken effect.</summary>
    public async Task<ApiAnswer> Push(string key, object payload, string format = "standard", string query = "")
    {
        var json = payload as string ?? JsonSerializer.Serialize(payload);
        var answer = await Owner.Send(
            new HttpRequestMessage(HttpMethod.Post, $"/event/push/alert/{format}?integration_key={key}{query}")
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
            }
        );
        await Settle();
        return answer;
    }

    /// <summary>Pushes a standard event.</summary>
    public async Task Fire(string key, string alertKey, string status = "Critical", string title = "Disk full")
    {
        var answer = await Push(
            key,
            new
            {
                title_rule = title,
                event_status = status,
                alert_key = alertKey,
                labels = new { host = alertKey },
            }
        );
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
    }

    /// <summary>Waits until all pushes have taken effect.</summary>
    public Task Settle() => server.Services.GetRequiredService<PushProcessor>().ProcessAll(CancellationToken.None);

    /// <summary>Does what is due by the server's clock.</summary>
    public async Task TakeDue()
    {
        await server.Services.GetRequiredService<OnCallClock>().TakeDue(CancellationToken.None);
        await Settle();
    }

    /// <summary>The incidents of the space, the oldest first.</summary>
    public async Task<List<JsonObject>> Incidents()
    {
        var now = server.Store.Clock.GetUtcNow().ToUnixTimeSeconds();
        var list = await Owner.Post(
            "/incident/list",
            new
            {
                start_time = now - (20 * 86400),
                end_time = now + 86400,
                channel_ids = new[] { SpaceId },
                asc = true,
                limit = 100,
            }
        );
        return [.. list.Data["items"]!.AsArray().Select(i => i!.AsObject())];
    }

    /// <summary>The only incident of the space.</summary>
    public async Task<JsonObject> Incident() => Assert.Single(await Incidents());

    /// <summary>The alerts of the space.</summary>
    public async Task<List<JsonObject>> Alerts()
    {
        var now = server.Store.Clock.GetUtcNow().ToUnixTimeSeconds();
        var list = await Owner.Post(
            "/alert/list",
            new
            {
                start_time = now - (20 * 86400),
                end_time = now + 86400,
                channel_ids = new[] { SpaceId },
                asc = true,
                orderby = "created_at",
                limit = 100,
            }
        );
        return [.. list.Data["items"]!.AsArray().Select(i => i!.AsObject())];
    }

    /// <summary>The types of an incident's timeline entries, the oldest first.</summary>
    public async Task<List<string>> Timeline(string incidentId)
    {
        var feed = await Owner.Post(
            "/incident/feed",
            new
            {
                incident_id = incidentId,
                asc = true,
                limit = 100,
            }
        );
        return [.. feed.Data["items"]!.AsArray().Select(i => i!["type"]!.GetValue<string>())];
    }
}

internal static class OnCallJson
{
    public static string Text(this JsonObject item, string name) => item[name]!.GetValue<string>();

    public static long Number(this JsonObject item, string name) => item[name]!.GetValue<long>();

    public static string IncidentId(this JsonObject incident) => incident.Text("incident_id");
}
