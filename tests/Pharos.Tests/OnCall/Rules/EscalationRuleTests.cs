using System.Text.Json;
using NodaTime;
using Pharos.Kernel;
using Pharos.OnCall.Rules;

namespace Pharos.Tests.OnCall.Rules;

[Trait("Runs", "Once")]
public sealed class EscalationRuleTests
{
    private const string Layer = """{"target":{"person_ids":[1],"by":{"follow_preference":true}}}""";

    [Fact]
    public void Absent_fields_have_the_defaults_of_the_contract()
    {
        var fields = Rule(Layer).Check().Fields;
        var layer = fields.Layers![0]!;

        Assert.Equal((0, 0, ""), (fields.Priority!.Value, fields.AggrWindow!.Value, fields.Description));
        Assert.Equal(
            (2, 10.0, 30, false),
            (layer.MaxTimes!.Value, layer.NotifyStep!.Value, layer.EscalateWindow!.Value, layer.ForceEscalate!.Value)
        );
    }

    [Fact]
    public void A_checked_rule_can_be_stored_and_read_again()
    {
        var wire = """
            {"max_times":3,"notify_step":0.5,"target":{"person_ids":[7],"team_ids":[8],
            "schedule_to_role_ids":{"12":[0,3],"13":null},"emails":["A@Example.com"],
            "by":{"critical":["voice","feishu_app:9"],"warning":["sms"]},
            "webhooks":[{"type":"feishu_app","settings":{"integration_id":5,"chat_ids":["c"],"serverities":["Info"]}},
            {"type":"custom","settings":{"token":"https://relay.example/x","alias":"Relay"}}]}}
            """;
        var rule = Rule(wire);
        rule.Check();

        var stored = JsonSerializer.Serialize(rule, WireJson.Options);
        var again = JsonSerializer.Deserialize<EscalationRuleFields>(stored, WireJson.Options)!;
        again.Check();
        var target = again.Layers![0]!.Target!;

        Assert.Equal(stored, JsonSerializer.Serialize(again, WireJson.Options));
        Assert.Equal(["12", "13"], target.ScheduleToRoleIds!.Keys);
        Assert.Empty(target.ScheduleToRoleIds["13"]!);
        Assert.Equal(["a@example.com"], target.Emails!);
        Assert.Equal(["voice", "feishu_app:9"], target.By!.For(EventStatus.Critical));
        Assert.Empty(target.By.For(EventStatus.Info));
        Assert.Equal(
            (5L, EventStatus.Info),
            (target.Webhooks![0]!.Settings!.DataSourceId, target.Webhooks[0]!.Settings!.Severities![0])
        );
    }

    [Theory]
    [InlineData("""{}""", "layers[0].target is required.")]
    [InlineData("""{"target":{}}""", "layers[0].target requires people")]
    [InlineData("""{"target":{"person_ids":[1]}}""", "layers[0].target requires by or webhooks")]
    [InlineData(
        """{"target":{"person_ids":[0],"by":{"follow_preference":true}}}""",
        "layers[0].target.person_ids[0] must be"
    )]
    [InlineData("""{"target":{"person_ids":[1],"by":{}}}""", "layers[0].target.by requires follow_preference")]
    [InlineData(
        """{"target":{"person_ids":[1],"by":{"info":["fax"]}}}""",
        "layers[0].target.by.info[0] must be one of: email"
    )]
    [InlineData(
        """{"target":{"person_ids":[1],"by":{"info":["email:1"]}}}""",
        "layers[0].target.by.info[0] must be one of"
    )]
    [InlineData(
        """{"target":{"person_ids":[1],"by":{"info":["slack_app:"]}}}""",
        "layers[0].target.by.info[0] must be one of"
    )]
    [InlineData(
        """{"target":{"schedule_to_role_ids":{"x":[]}}}""",
        "layers[0].target.schedule_to_role_ids must be an ID"
    )]
    [InlineData("""{"target":{"emails":["x"]}}""", "layers[0].target.emails[0] is not a valid email address")]
    [InlineData("""{"target":{"webhooks":[{}]}}""", "layers[0].target.webhooks[0].type is required.")]
    [InlineData("""{"target":{"webhooks":[{"type":"slack"}]}}""", "layers[0].target.webhooks[0].settings is required.")]
    [InlineData(
        """{"target":{"webhooks":[{"type":"slack","settings":{}}]}}""",
        "layers[0].target.webhooks[0].settings.token is required."
    )]
    [InlineData(
        """{"target":{"webhooks":[{"type":"slack_app","settings":{"data_source_id":1}}]}}""",
        "layers[0].target.webhooks[0].settings.chat_ids is required."
    )]
    [InlineData(
        """{"target":{"webhooks":[{"type":"slack","settings":{"token":"t","severities":["Ok"]}}]}}""",
        "layers[0].target.webhooks[0].settings.severities[0] must be one of: Critical, Warning, Info."
    )]
    [InlineData("""{"max_times":7}""", "layers[0].max_times must be an integer from 0 to 6.")]
    [InlineData("""{"notify_step":0.4}""", "layers[0].notify_step must be a number from 0.5 to 120.")]
    [InlineData("""{"notify_step":0.75}""", "layers[0].notify_step must be a multiple of 0.5.")]
    [InlineData("""{"escalate_window":721}""", "layers[0].escalate_window must be an integer from 0 to 720.")]
    public void An_error_of_a_level_names_the_field(string layer, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<ApiException>(() => Rule(layer).Check()).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void The_rule_itself_is_checked()
    {
        void Refused(EscalationRuleFields rule, string message) =>
            Assert.StartsWith(
                message,
                Assert.Throws<ApiException>(() => rule.Check()).Message,
                StringComparison.Ordinal
            );

        Refused(Rule(Layer) with { TemplateId = null }, "template_id is required.");
        Refused(Rule(Layer) with { TemplateId = "x" }, "template_id must be an ID of 24 hex digits.");
        Refused(Rule(Layer) with { Layers = [] }, "layers must contain at least 1 items.");
        Refused(Rule(Layer) with { Layers = null }, "layers is required.");
        Refused(Rule(Layer) with { AggrWindow = 3601 }, "aggr_window must be an integer from 0 to 3600.");
        Refused(Rule(Layer) with { Priority = 201 }, "priority must be an integer from 0 to 200.");
        Refused(Rule(Layer) with { RuleName = null }, "rule_name is required.");
        Refused(
            Rule(Layer) with
            {
                Filters =
                [
                    [],
                ],
            },
            "filters[0] must contain at least 1 items."
        );
    }

    [Fact]
    public void The_first_rule_whose_time_and_filter_match_applies()
    {
        var night = (
            Rule(Layer) with
            {
                TimeFilters = [new TimeFilterFields { Start = "22:00", End = "06:00" }],
            }
        ).Check();
        var critical = (
            Rule(Layer) with
            {
                Filters =
                [
                    [
                        new FilterCondition
                        {
                            Key = "incident_severity",
                            Oper = FilterOperator.IN,
                            Vals = ["Critical"],
                        },
                    ],
                ],
            }
        ).Check();
        var any = Rule(Layer).Check();
        var midnight = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        EscalationRule? First(EventStatus severity, int hour, params EscalationRule[] rules) =>
            EscalationRule.FirstMatching(
                rules,
                new FilterSubject { Severity = severity },
                midnight + (hour * 3600),
                DateTimeZone.Utc,
                (_, _) => null
            );

        Assert.Same(night, First(EventStatus.Info, 1, night, critical, any));
        Assert.Same(critical, First(EventStatus.Critical, 12, night, critical, any));
        Assert.Same(any, First(EventStatus.Info, 12, night, critical, any));
        Assert.Null(First(EventStatus.Info, 12, night, critical));
    }

    private static EscalationRuleFields Rule(string layer) =>
        new()
        {
            RuleName = "rule",
            TemplateId = "6321aad26c12104586a88916",
            Layers = [JsonSerializer.Deserialize<EscalationLayerFields>(layer, WireJson.Options)],
        };
}
