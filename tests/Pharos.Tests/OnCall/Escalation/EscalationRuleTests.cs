using System.Text.Json.Nodes;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Escalation;

public sealed class EscalationRuleTests(SharedServer shared)
{
    [Fact]
    public async Task A_rule_is_returned_with_its_defaults()
    {
        var page = await SamplePage.Create(await shared.NewAccount());

        var rule = (
            await page.Api.Post(
                "/channel/escalate/rule/info",
                new { channel_id = page.Space.SpaceId, rule_id = page.Space.EscalationRuleId }
            )
        ).Data;

        var layer = rule["layers"]![0]!;
        Assert.Equal(
            (2L, 10.0, 30L, false),
            (
                (long?)layer["max_times"],
                (double?)layer["notify_step"],
                (long?)layer["escalate_window"],
                (bool?)layer["force_escalate"]
            )
        );
        Assert.NotNull(rule["channel_name"]);
        Assert.Empty(rule["filters"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"person_ids": [77], "by": {"follow_preference": true}}""", "layers[0].target.person_ids[0]")]
    [InlineData("""{"team_ids": [77], "by": {"follow_preference": true}}""", "layers[0].target.team_ids[0]")]
    [InlineData(
        """{"schedule_to_role_ids": {"77": []}, "by": {"follow_preference": true}}""",
        "layers[0].target.schedule_to_role_ids"
    )]
    [InlineData("""{}""", "layers[0].target")]
    [InlineData("""{"webhooks": [{"type": "slack", "settings": {}}]}""", "layers[0].target.webhooks[0].settings.token")]
    [InlineData(
        """{"webhooks": [{"type": "slack_app", "settings": {"data_source_id": 77, "chat_ids": ["c"]}}]}""",
        "layers[0].target.webhooks[0].settings.data_source_id"
    )]
    public async Task A_target_that_does_not_exist_is_refused_by_its_name(string target, string field)
    {
        var api = await shared.NewAccount();
        var request = new JsonObject
        {
            ["channel_id"] = await api.NewSpace(),
            ["rule_name"] = "Ops",
            ["template_id"] = "000000000000000000000001",
            ["layers"] = new JsonArray(new JsonObject { ["target"] = JsonNode.Parse(target) }),
        };

        (await api.Post("/channel/escalate/rule/create", request.ToJsonString())).IsError("InvalidParameter", field);
    }

    [Fact]
    public async Task Only_the_built_in_template_can_be_named()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var request = page.Request("/channel/escalate/rule/create");
        request["template_id"] = "0123456789abcdef01234567";

        (await page.Api.Post("/channel/escalate/rule/create", request.ToJsonString())).IsError(
            "InvalidParameter",
            "template_id"
        );
    }
}
