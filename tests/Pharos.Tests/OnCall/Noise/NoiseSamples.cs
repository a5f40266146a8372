using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Noise;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class NoiseSamples
{
    private static object Filters => new[] { new[] { Condition } };

    private static object Condition =>
        new
        {
            key = "severity",
            oper = "IN",
            vals = new[] { "Info" },
        };

    [Sample("/channel/silence/rule/create")]
    public static object CreateSilence(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_name = "Move of the office",
            description = "Once.",
            priority = 3,
            from_incident_id = page.Space.IncidentId,
            filters = Filters,
            time_filter = new { start_time = 1_900_000_000, end_time = 1_900_003_600 },
            is_directly_discard = true,
            is_auto_delete = true,
        };

    [Sample("/channel/silence/rule/update")]
    public static object UpdateSilence(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_id = page.Space.SilenceRuleId,
            rule_name = "Weekends",
            description = "Always.",
            priority = 3,
            filters = Filters,
            time_filters = new[]
            {
                new
                {
                    start = "00:00",
                    end = "23:59",
                    repeat = new[] { 0, 6 },
                },
            },
            is_directly_discard = false,
            is_auto_delete = false,
        };

    [Sample("/channel/silence/rule/delete")]
    [Sample("/channel/silence/rule/enable")]
    [Sample("/channel/silence/rule/disable")]
    public static object Silence(SamplePage page) =>
        new { channel_id = page.Space.SpaceId, rule_id = page.Space.SilenceRuleId };

    [Sample("/channel/inhibit/rule/create")]
    public static object CreateInhibit(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_name = "Network",
            description = "Hosts behind it.",
            priority = 1,
            equals = new[] { "labels.site" },
            source_filters = Filters,
            target_filters = Filters,
            is_directly_discard = false,
        };

    [Sample("/channel/inhibit/rule/update")]
    public static object UpdateInhibit(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_id = page.Space.InhibitRuleId,
            rule_name = "Network",
            description = "Hosts behind it.",
            priority = 1,
            equals = new[] { "labels.site" },
            source_filters = Filters,
            target_filters = Filters,
            is_directly_discard = true,
        };

    [Sample("/channel/inhibit/rule/delete")]
    [Sample("/channel/inhibit/rule/enable")]
    [Sample("/channel/inhibit/rule/disable")]
    public static object Inhibit(SamplePage page) =>
        new { channel_id = page.Space.SpaceId, rule_id = page.Space.InhibitRuleId };

    [Sample("/channel/unsubscribe/rule/create")]
    public static object CreateDrop(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_name = "Noise",
            description = "No one reads it.",
            priority = 1,
            filters = Filters,
        };

    [Sample("/channel/unsubscribe/rule/update")]
    public static object UpdateDrop(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_id = page.Space.DropRuleId,
            rule_name = "Noise",
            description = "No one reads it.",
            priority = 2,
            filters = Filters,
        };

    [Sample("/channel/unsubscribe/rule/delete")]
    [Sample("/channel/unsubscribe/rule/enable")]
    [Sample("/channel/unsubscribe/rule/disable")]
    public static object Drop(SamplePage page) =>
        new { channel_id = page.Space.SpaceId, rule_id = page.Space.DropRuleId };
}
