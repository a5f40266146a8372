using System.Net;
using System.Text.Json.Nodes;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Intake.Routes.Console;

/// <summary>The route of a shared integration in the console.</summary>
public sealed class RouteScreenTests(SharedServer shared)
{
    [Fact]
    public async Task A_shared_integration_asks_for_a_route_and_says_where_events_go()
    {
        var (space, browser, id, path) = await Shared();
        Assert.Contains("There is no route yet", (await browser.Get(path)).Text, StringComparison.Ordinal);

        (
            await browser.SubmitTouching(
                await browser.Get(path + "/route"),
                path + "/route",
                ("r0_key", "labels.team"),
                ("r0_vals", "shop, web"),
                ("r0_spaces", $"{space.SpaceId}"),
                ("r0_next", "true")
            )
        ).Sees(path + "?done=routed");

        var one = Assert.Single((await Route(space, id))["cases"]!.AsArray())!;
        Assert.Equal("""[{"key":"labels.team","oper":"IN","vals":["shop","web"]}]""", one["if"]!.ToJsonString());
        Assert.Equal(space.SpaceId, one["channel_ids"]![0]!.GetValue<long>());
        Assert.True(one["fallthrough"]!.GetValue<bool>());
        var said = (await browser.Get(path)).Text;
        Assert.Contains("labels.team = shop, web", said, StringComparison.Ordinal);
        Assert.Contains("Otherwise:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_are_reordered_removed_and_follow_a_label()
    {
        var (space, browser, id, path) = await Shared();
        (
            await space.Owner.Post(
                "/route/upsert",
                new
                {
                    integration_id = id,
                    cases = new object[]
                    {
                        new { @if = Is("labels.team", "a"), channel_ids = new[] { space.SpaceId } },
                        new { @if = Is("labels.team", "b"), channel_ids = new[] { space.SpaceId } },
                        new { routing_mode = "name_mapping", name_mapping_label = "team" },
                    },
                    sections = new[] { new { name = "Teams", position = 3 } },
                }
            )
        ).IsSuccess();

        (
            await browser.SubmitTouching(
                await browser.Get(path + "/route"),
                path + "/route",
                ("r0_remove", "true"),
                ("r2_order", "1"),
                ("r2_label", "owner"),
                ("default", $"{space.SpaceId}")
            )
        ).Sees(path + "?done=routed");

        var route = await Route(space, id);
        var cases = route["cases"]!.AsArray();
        Assert.Equal(2, cases.Count);
        Assert.Equal("owner", cases[0]!["name_mapping_label"]!.GetValue<string>());
        Assert.Equal("b", cases[1]!["if"]![0]!["vals"]![0]!.GetValue<string>());
        Assert.Equal("Teams", route["sections"]![0]!["name"]!.GetValue<string>());
        Assert.Equal(space.SpaceId, route["default"]!["channel_ids"]![0]!.GetValue<long>());
    }

    [Fact]
    public async Task A_wrong_condition_is_said_at_its_case_and_a_late_change_is_not_overwritten()
    {
        var (space, browser, id, path) = await Shared();
        var form = await browser.Get(path + "/route");

        var wrong = await browser.SubmitTouching(form, path + "/route", ("r0_key", "colour"), ("r0_vals", "red"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("id=\"r0_key-wrong\"", wrong.Html, StringComparison.Ordinal);

        (
            await space.Owner.Post(
                "/route/upsert",
                new { integration_id = id, @default = new { channel_ids = new[] { space.SpaceId } } }
            )
        ).IsSuccess();
        var late = await browser.SubmitTouching(form, path + "/route", ("r0_spaces", $"{space.SpaceId}"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
    }

    [Fact]
    public async Task A_dedicated_integration_has_no_route()
    {
        var (space, browser, _, _) = await Shared();
        await space.Integrate("standard", "Own");
        var list = await space.Owner.Post("/datasource/list", new { });
        var own = list.Data["items"]!.AsArray().Single(i => i!["name"]!.GetValue<string>() == "Own")!;
        var path = $"/console/integrations/{own["integration_id"]!.GetValue<long>()}";

        Assert.DoesNotContain("Where events go", (await browser.Get(path)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get(path + "/route")).Status);
    }

    private static object[] Is(string key, string value) =>
        [
            new
            {
                key,
                oper = "IN",
                vals = new[] { value },
            },
        ];

    private static async Task<JsonNode> Route(OnCallSpace space, long id) =>
        (await space.Owner.Post("/route/info", new { integration_id = id })).Data;

    private async Task<(OnCallSpace Space, ConsoleBrowser Browser, long Id, string Path)> Shared()
    {
        var space = await OnCallSpace.Create(shared.Server);
        var made = await space.Owner.Post("/datasource/upsert", new { plugin_type = "standard", name = "All teams" });
        var id = made.Data["integration_id"]!.GetValue<long>();
        var browser = await shared.Server.NewSignedInColleague(space.Owner, BuiltInRoles.Owner);
        return (space, browser, id, $"/console/integrations/{id}");
    }
}
