using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Integrations;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class IntegrationSamples
{
    [Sample("/datasource/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            integration_id = page.Space.IntegrationId,
            name = "Alertmanager",
            plugin_type = "prometheus",
            description = "In Frankfurt.",
            team_id = page.TeamId,
            status = "enabled",
            ref_id = "am-1",
            settings = new { channel_id = page.Space.SpaceId },
        };

    [Sample("/datasource/desc")]
    public static object Desc(SamplePage page) => new { integration_id = page.Space.IntegrationId };

    [Sample("/datasource/list")]
    public static object List(SamplePage page) =>
        new
        {
            p = 1,
            limit = 10,
            orderby = "name",
            asc = true,
            category = "event.alert",
            status = "enabled",
        };

    [Sample("/datasource/im/war-room-enabled/list")]
    [Sample("/datasource/im/person/try-link")]
    [Sample("/incident/sdp/request/list")]
    [Sample("/incident/war-room/add-member")]
    [Sample("/incident/war-room/create")]
    [Sample("/incident/war-room/default-observers")]
    [Sample("/incident/war-room/delete")]
    [Sample("/incident/war-room/detail")]
    [Sample("/incident/war-room/list")]
    [Sample("/oncall/license/list")]
    [Sample("/account/info")]
    public static object Nothing(SamplePage page) => new { };
}
