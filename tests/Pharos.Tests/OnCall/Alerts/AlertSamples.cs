using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Alerts;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class AlertSamples
{
    [Sample("/alert/info")]
    public static object Info(SamplePage page) => new { alert_id = page.Space.AlertId };

    [Sample("/alert/list-by-ids")]
    public static object Infos(SamplePage page) => new { alert_ids = new[] { page.Space.AlertId } };

    [Sample("/alert/feed")]
    public static object Timeline(SamplePage page) =>
        new
        {
            alert_id = page.Space.AlertId,
            p = 1,
            limit = 10,
            asc = true,
            types = new[] { "a_new" },
        };

    [Sample("/alert/event/list")]
    public static object Events(SamplePage page) =>
        new
        {
            alert_id = page.Space.AlertId,
            p = 1,
            limit = 10,
            asc = true,
        };

    [Sample("/alert-event/list")]
    public static object AllEvents(SamplePage page) =>
        new
        {
            start_time = page.Space.CreatedAt - 3600,
            end_time = page.Space.CreatedAt + 3600,
            p = 1,
            limit = 10,
            integration_ids = new[] { page.Space.AlertIntegrationId },
            integration_types = new[] { "standard" },
            channel_ids = new[] { page.Space.SpaceId },
            severities = "Critical,Warning",
            orderby = "event_time",
            asc = true,
        };

    [Sample("/alert/list")]
    public static object List(SamplePage page) =>
        new
        {
            start_time = page.Space.CreatedAt - 3600,
            end_time = page.Space.CreatedAt + 3600,
            p = 1,
            limit = 10,
            is_active = true,
            ever_muted = false,
            alert_severity = "Critical,Warning",
            channel_ids = new[] { page.Space.SpaceId },
            integration_ids = new[] { page.Space.AlertIntegrationId },
            alert_ids = new[] { page.Space.AlertId },
            alert_keys = new[] { "disk" },
            orderby = "updated_at",
            asc = true,
            by_updated_at = true,
            title = "Disk*",
            labels = new { host = new[] { "db1" } },
        };

    [HostileSample("/alert/list", FindsWhatThereIs = true)]
    public static JsonObject HostileList(HostileWorld world) =>
        new()
        {
            ["start_time"] = world.Now - 3600,
            ["end_time"] = world.Now + 3600,
            ["p"] = 1,
            ["limit"] = 10,
            ["alert_severity"] = "Critical",
            ["orderby"] = "updated_at",
            ["title"] = "/a+/",
        };
}
