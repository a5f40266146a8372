using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Escalation;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class EscalationSamples
{
    [Sample("/channel/escalate/rule/create")]
    public static object Create(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_name = "Business hours",
            description = "First the team, then the boss.",
            priority = 1,
            aggr_window = 60,
            template_id = "6321aad26c12104586a88916",
            layers = Layers(page),
            time_filters = TimeFilters,
            filters = Filters,
        };

    [Sample("/channel/escalate/rule/update")]
    public static object Update(SamplePage page) =>
        new
        {
            channel_id = page.Space.SpaceId,
            rule_id = page.Space.EscalationRuleId,
            rule_name = "Business hours",
            description = "First the team, then the boss.",
            priority = 1,
            aggr_window = 60,
            template_id = "000000000000000000000001",
            layers = Layers(page),
            time_filters = TimeFilters,
            filters = Filters,
        };

    [Sample("/channel/escalate/rule/info")]
    [Sample("/channel/escalate/rule/delete")]
    [Sample("/channel/escalate/rule/enable")]
    [Sample("/channel/escalate/rule/disable")]
    public static object One(SamplePage page) =>
        new { channel_id = page.Space.SpaceId, rule_id = page.Space.EscalationRuleId };

    private static object TimeFilters =>
        new[]
        {
            new
            {
                start = "09:00",
                end = "18:00",
                repeat = new[] { 1, 2, 3, 4, 5 },
            },
        };

    private static object Filters =>
        new[]
        {
            new[]
            {
                new
                {
                    key = "severity",
                    oper = "IN",
                    vals = new[] { "Critical" },
                },
            },
        };

    private static object Layers(SamplePage page) =>
        new[]
        {
            new
            {
                max_times = 2,
                notify_step = 5.5,
                escalate_window = 15,
                force_escalate = true,
                target = new
                {
                    person_ids = new[] { page.MemberId },
                    team_ids = new[] { page.TeamId },
                    emails = new[] { "noc@example.com" },
                    by = new { follow_preference = false, critical = new[] { "email", "sms" } },
                    webhooks = new[] { new { type = "slack", settings = new { token = "T0/B0/XX", alias = "ops" } } },
                },
            },
        };
}
