using System.Net;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Escalation.Console;

/// <summary>Escalation rules in the console.</summary>
public sealed class EscalationScreenTests(SharedServer shared)
{
    [Fact]
    public async Task A_rule_gets_its_levels_one_by_one_and_keeps_what_the_form_does_not_show()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var list = $"/console/spaces/{space.SpaceId}/escalation";
        var me = $"{space.Owner.Caller.MemberId}";

        (
            await browser.Submit(
                list + "/new",
                list + "/new",
                ("name", "Ops"),
                ("delay", "30"),
                ("l0_people", me),
                ("l0_wait", "15"),
                ("l0_times", "1"),
                ("l0_step", "2.5")
            )
        ).Sees(list + "?done=made");
        var rule = (await Rules())[0]!;
        var id = rule["rule_id"]!.GetValue<string>();
        (
            await space.Owner.Post(
                "/channel/escalate/rule/update",
                new
                {
                    channel_id = space.SpaceId,
                    rule_id = id,
                    rule_name = "Ops",
                    template_id = rule["template_id"]!.GetValue<string>(),
                    layers = rule["layers"],
                    filters = new[]
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
                    },
                }
            )
        ).IsSuccess();

        var form = await browser.Get($"{list}/{id}");
        (await browser.SubmitTouching(form, $"{list}/{id}", ("l1_people", me))).Sees(list + "?done=saved");

        rule = (await Rules())[0]!;
        Assert.Equal(2, rule["layers"]!.AsArray().Count);
        Assert.Equal(15, rule["layers"]![0]!["escalate_window"]!.GetValue<long>());
        Assert.Equal(2.5, rule["layers"]![0]!["notify_step"]!.GetValue<double>());
        Assert.Equal("severity", rule["filters"]![0]![0]!["key"]!.GetValue<string>());
        Assert.Contains("1.", (await browser.Get(list)).Text, StringComparison.Ordinal);
        (await browser.Submit(list, $"{list}/{id}/act", ("do", "delete"))).Sees(list + "?done=deleted");
        Assert.Empty(await Rules());

        async Task<System.Text.Json.Nodes.JsonArray> Rules() =>
            (await space.Owner.Post("/channel/escalate/rule/list", new { channel_id = space.SpaceId })).Data[
                "items"
            ]!.AsArray();
    }

    [Fact]
    public async Task A_rule_without_people_is_explained()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        var form = $"/console/spaces/{space.SpaceId}/escalation/new";

        var wrong = await browser.Submit(
            form,
            form,
            ("name", "Ops"),
            ("delay", "0"),
            ("l0_people", $"{space.Owner.Caller.MemberId}"),
            ("l0_wait", "9999"),
            ("l0_times", "1"),
            ("l0_step", "10")
        );
        var empty = await browser.Submit(form, form, ("name", "Ops"), ("delay", "0"));

        Assert.Contains("id=\"l0_wait-wrong\"", wrong.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.Status);
    }
}
