using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Incidents;

/// <summary>Sample requests of the reads, for the tests that walk all operations.</summary>
internal static class IncidentReadSamples
{
    [Sample("/incident/info")]
    public static object Info(SamplePage page) => new { incident_id = page.Space.IncidentId };

    [Sample("/incident/list-by-ids")]
    public static object Infos(SamplePage page) => new { incident_ids = new[] { page.Space.IncidentId } };

    [Sample("/incident/feed")]
    public static object Timeline(SamplePage page) =>
        new
        {
            incident_id = page.Space.IncidentId,
            p = 1,
            limit = 10,
            asc = true,
            types = new[] { "i_new" },
        };

    [Sample("/incident/past/list")]
    public static object Past(SamplePage page) => new { incident_id = page.Space.IncidentId, limit = 10 };

    [Sample("/incident/alert/list")]
    public static object Alerts(SamplePage page) =>
        new
        {
            incident_id = page.Space.IncidentId,
            include_events = true,
            is_active = true,
            limit = 10,
            p = 1,
        };

    [Sample("/incident/list")]
    public static object List(SamplePage page) =>
        new
        {
            start_time = page.Space.CreatedAt - 3600,
            end_time = page.Space.CreatedAt + 3600,
            asc = true,
            is_snoozed = false,
            is_my_team = false,
            is_my_channel = true,
            ever_muted = false,
            is_rare = false,
            progress = "Triggered,Processing",
            query = "slow",
            incident_severity = "Warning",
            channel_ids = new[] { page.Space.SpaceId },
            team_ids = new[] { page.TeamId },
            responder_ids = new[] { page.Api.Caller.MemberId },
            creator_ids = new[] { page.Api.Caller.MemberId },
            incident_ids = new[] { page.Space.IncidentId },
            nums = new[] { page.Space.IncidentId[^6..] },
            p = 1,
            limit = 10,
            title = "Slo?",
            is_related = true,
        };

    [HostileSample("/incident/list", FindsWhatThereIs = true)]
    public static JsonObject HostileList(HostileWorld world) =>
        new()
        {
            ["start_time"] = world.Now - 3600,
            ["end_time"] = world.Now + 3600,
            ["progress"] = "Triggered",
            ["incident_severity"] = "Critical",
            ["query"] = "slow web-01",
            ["p"] = 1,
            ["limit"] = 10,
            ["title"] = "/a+/",
        };
}
