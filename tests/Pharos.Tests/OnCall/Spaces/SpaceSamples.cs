using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Spaces;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class SpaceSamples
{
    [Sample("/channel/info")]
    [Sample("/channel/delete")]
    [Sample("/channel/enable")]
    [Sample("/channel/disable")]
    [Sample("/channel/star")]
    [Sample("/channel/unstar")]
    [Sample("/channel/escalate/rule/list")]
    [Sample("/channel/silence/rule/list")]
    [Sample("/channel/inhibit/rule/list")]
    [Sample("/channel/unsubscribe/rule/list")]
    public static object One(SamplePage page) => new { channel_id = page.Space.SpaceId };

    [Sample("/channel/infos")]
    public static object Infos(SamplePage page) => new { channel_ids = new[] { page.Space.SpaceId } };

    [Sample("/channel/list")]
    public static object List(SamplePage page) =>
        new
        {
            p = 1,
            limit = 10,
            orderby = "channel_name",
            asc = true,
            is_my_managed = false,
            is_my_starred = false,
            is_my_team = false,
            is_brief = false,
            team_ids = new[] { page.TeamId },
            channel_ids = new[] { page.Space.SpaceId },
        };

    [Sample("/channel/create")]
    public static object Create(SamplePage page) =>
        new
        {
            channel_name = Guid.NewGuid().ToString("N"),
            team_id = page.TeamId,
            managing_team_ids = new[] { page.TeamId },
            description = "What breaks in the shop.",
            escalate_rule = new
            {
                aggr_window = 60,
                template_id = "000000000000000000000001",
                target = new
                {
                    person_ids = new[] { page.MemberId },
                    team_ids = new[] { page.TeamId },
                    by = new
                    {
                        follow_preference = true,
                        critical = Array.Empty<string>(),
                        warning = Array.Empty<string>(),
                        info = Array.Empty<string>(),
                    },
                },
            },
            group = new
            {
                method = "p",
                equals = new[] { new[] { "labels.service" } },
                time_window = 30,
                window_type = "sliding",
            },
            flapping = new { max_changes = 5, in_mins = 30 },
            auto_resolve_timeout = 3600,
            auto_resolve_mode = "update",
            plugin_ids = Array.Empty<long>(),
            is_private = false,
            disable_outlier_detection = true,
            disable_auto_close = true,
            is_external_report_enabled = true,
        };

    [Sample("/channel/update")]
    public static object Update(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            channel_name = Guid.NewGuid().ToString("N"),
            team_id = page.TeamId,
            managing_team_ids = new[] { page.TeamId },
            description = "What breaks in the shop.",
            group = new { method = "n" },
            flapping = new { is_disabled = true },
            auto_resolve_timeout = 0,
            auto_resolve_mode = "trigger",
            is_private = true,
            disable_outlier_detection = false,
            disable_auto_close = false,
            is_external_report_enabled = true,
        };

    [Sample("/channel/reorder")]
    public static object Reorder(SamplePage page) =>
        new { drag_channel_id = page.Space.SpaceId, target_channel_id = page.Space.OtherSpaceId };
}
