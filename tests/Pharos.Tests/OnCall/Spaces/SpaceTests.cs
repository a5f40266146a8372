using System.Net;
using System.Text.Json.Nodes;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.OnCall.Spaces;

public sealed class SpaceTests(SharedServer shared)
{
    [Fact]
    public async Task A_new_space_has_the_documented_defaults()
    {
        var owner = await shared.NewAccount();
        var spaceId = await owner.NewSpace("Shop");

        var space = await Info(owner, spaceId);

        Assert.Equal("Shop", (string?)space["channel_name"]);
        Assert.Equal("enabled", (string?)space["status"]);
        Assert.Equal("n", (string?)space["group"]!["method"]);
        Assert.Equal(
            """{"is_disabled":false,"max_changes":4,"in_mins":60,"mute_mins":0}""",
            space["flapping"]!.ToJsonString()
        );
        Assert.Equal("""{"Triggered":0,"Processing":0}""", space["progress_to_incident_cnts"]!.ToJsonString());
        Assert.Equal(("trigger", 0L), ((string?)space["auto_resolve_mode"], (long?)space["auto_resolve_timeout"]));
        Assert.Equal("", (string?)space["active_incident_highest_severity"]);
        Assert.False((bool?)space["is_private"]);
        Assert.False((bool?)space["disable_auto_close"]);
    }

    [Fact]
    public async Task An_update_keeps_what_it_leaves_out()
    {
        var owner = await shared.NewAccount();
        var teamId = (await owner.Post("/team/upsert", new { team_name = "Ops" })).Id("team_id");
        var spaceId = (
            await owner.Post(
                "/channel/create",
                new
                {
                    channel_name = "Shop",
                    team_id = teamId,
                    description = "Sells.",
                    auto_resolve_timeout = 60,
                    flapping = new { mute_mins = 30 },
                }
            )
        ).Id("channel_id");

        await owner.Post("/channel/update", new { channel_id = spaceId, channel_name = "Store" });
        var space = await Info(owner, spaceId);

        Assert.Equal(
            ("Store", "Sells.", teamId, "Ops", 60L, 30L),
            (
                (string?)space["channel_name"],
                (string?)space["description"],
                (long?)space["team_id"],
                (string?)space["team_name"],
                (long?)space["auto_resolve_timeout"],
                (long?)space["flapping"]!["mute_mins"]
            )
        );
        await owner.Post(
            "/channel/update",
            new
            {
                channel_id = spaceId,
                team_id = 0,
                description = "",
            }
        );
        space = await Info(owner, spaceId);
        Assert.Equal((0L, ""), ((long?)space["team_id"], (string?)space["description"]));
        await owner.Post("/team/delete", new { team_id = teamId });
    }

    [Fact]
    public async Task A_space_survives_the_team_that_owned_it()
    {
        var owner = await shared.NewAccount();
        var teamId = (await owner.Post("/team/upsert", new { team_name = "Ops" })).Id("team_id");
        var spaceId = await owner.NewSpace("Shop", teamId);
        await owner.Post("/channel/update", new { channel_id = spaceId, managing_team_ids = new[] { teamId } });

        await owner.Post("/team/delete", new { team_id = teamId });

        var space = await Info(owner, spaceId);
        Assert.Equal(0, (long?)space["team_id"]);
        Assert.Empty(space["managing_team_ids"]!.AsArray());
    }

    [Fact]
    public async Task Two_spaces_do_not_share_a_name()
    {
        var owner = await shared.NewAccount();
        await owner.NewSpace("Shop");
        var other = await owner.NewSpace("Store");

        (await owner.Post("/channel/create", new { channel_name = " SHOP ", team_id = 0 })).IsError(
            "InvalidParameter",
            "channel_name"
        );
        (await owner.Post("/channel/update", new { channel_id = other, channel_name = "shop" })).IsError(
            "InvalidParameter",
            "channel_name"
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await owner.Post("/channel/update", new { channel_id = other, channel_name = "STORE" })).Status
        );
    }

    [Theory]
    [InlineData("""{"channel_name": "A"}""", "team_id")]
    [InlineData("""{"team_id": 0}""", "channel_name")]
    [InlineData("""{"team_id": 0, "channel_name": ""}""", "channel_name")]
    [InlineData("""{"team_id": 77, "channel_name": "A"}""", "team_id")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "managing_team_ids": [77]}""", "managing_team_ids[0]")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "managing_team_ids": [1, 2, 3, 4]}""", "managing_team_ids")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "auto_resolve_timeout": 2592001}""", "auto_resolve_timeout")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "flapping": {"max_changes": 1}}""", "flapping.max_changes")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "group": {}}""", "group.method")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "group": {"method": "x"}}""", "group.method")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "plugin_ids": [1]}""", "plugin_ids")]
    [InlineData("""{"team_id": 0, "channel_name": "A", "escalate_rule": {}}""", "escalate_rule.template_id")]
    [InlineData(
        """
            {"team_id": 0, "channel_name": "A", "escalate_rule": {"template_id": "000000000000000000000001",
            "target": {"person_ids": [77], "by": {"follow_preference": true}}}}
            """,
        "escalate_rule.target.person_ids[0]"
    )]
    public async Task A_bad_field_is_refused_by_its_name(string request, string field)
    {
        var owner = await shared.NewAccount();

        (await owner.Post("/channel/create", request)).IsError("InvalidParameter", field);

        Assert.Empty((await owner.Post("/channel/list", "{}")).Data["items"]!.AsArray());
    }

    [Fact]
    public async Task A_space_can_start_with_an_escalation_rule()
    {
        var owner = await shared.NewAccount();
        var spaceId = (
            await owner.Post(
                "/channel/create",
                new
                {
                    channel_name = "Shop",
                    team_id = 0,
                    escalate_rule = new
                    {
                        template_id = "6321aad26c12104586a88916",
                        aggr_window = 90,
                        target = new
                        {
                            person_ids = new[] { owner.Caller.MemberId },
                            by = new { follow_preference = true },
                        },
                    },
                }
            )
        ).Id("channel_id");

        var rules = (await owner.Post("/channel/escalate/rule/list", new { channel_id = spaceId })).Data["items"]!;

        var rule = Assert.Single(rules.AsArray())!;
        var layer = Assert.Single(rule["layers"]!.AsArray())!;
        Assert.Equal(
            (90L, 0L, 30L),
            ((long?)rule["aggr_window"], (long?)layer["max_times"], (long?)layer["escalate_window"])
        );
        Assert.Equal(owner.Caller.MemberId, (long?)layer["target"]!["person_ids"]![0]);
    }

    [Fact]
    public async Task A_private_space_is_seen_by_its_teams_its_creator_and_administrators_only()
    {
        var owner = await shared.NewAccount();
        var role = await owner.NewRole("Spaces", 304);
        var creator = await shared.Server.NewColleague(owner, role);
        var mate = await shared.Server.NewColleague(owner, role);
        var stranger = await shared.Server.NewColleague(owner, role);
        var teamId = (
            await owner.Post("/team/upsert", new { team_name = "Ops", person_ids = new[] { mate.Caller.MemberId } })
        ).Id("team_id");

        var spaceId = await creator.NewSpace("Secret", teamId, isPrivate: true);

        foreach (var client in (ApiClient[])[owner, creator, mate])
        {
            Assert.Equal("Secret", (string?)(await Info(client, spaceId))["channel_name"]);
            Assert.Equal(["Secret"], await Names(client, "{}"));
        }

        Assert.Empty(await Names(stranger, "{}"));
        foreach (var path in (string[])["info", "delete", "disable", "star", "silence/rule/list"])
            (await stranger.Post("/channel/" + path, new { channel_id = spaceId })).IsError(
                "ResourceNotFound",
                "channel_id"
            );
        Assert.Empty(
            (await stranger.Post("/channel/infos", new { channel_ids = new[] { spaceId } })).Data["items"]!.AsArray()
        );
    }

    [Fact]
    public async Task The_space_of_a_team_is_changed_by_that_team_only()
    {
        var owner = await shared.NewAccount();
        var role = await owner.NewRole("Spaces", 304);
        var mate = await shared.Server.NewColleague(owner, role);
        var stranger = await shared.Server.NewColleague(owner, role);
        var teamId = (
            await owner.Post("/team/upsert", new { team_name = "Ops", person_ids = new[] { mate.Caller.MemberId } })
        ).Id("team_id");
        var spaceId = await owner.NewSpace("Shop", teamId);

        (await stranger.Post("/channel/disable", new { channel_id = spaceId })).IsError("AccessDenied");
        (await stranger.Post("/channel/update", new { channel_id = spaceId, team_id = 0 })).IsError("AccessDenied");
        Assert.Equal(HttpStatusCode.OK, (await mate.Post("/channel/disable", new { channel_id = spaceId })).Status);
        Assert.Equal("disabled", (string?)(await Info(stranger, spaceId))["status"]);
        await mate.Post("/channel/enable", new { channel_id = spaceId });
        Assert.Equal("enabled", (string?)(await Info(stranger, spaceId))["status"]);
    }

    [Fact]
    public async Task Spaces_are_listed_by_every_filter_and_order()
    {
        var owner = await shared.NewAccount();
        var teamId = (
            await owner.Post("/team/upsert", new { team_name = "Ops", person_ids = new[] { owner.Caller.MemberId } })
        ).Id("team_id");
        var alpha = await owner.NewSpace("Alpha");
        var beta = await owner.NewSpace("Beta", teamId);
        var gamma = await owner.NewSpace("Gamma");
        await owner.Post("/channel/update", new { channel_id = gamma, description = "Formerly alphabet" });
        await owner.Post("/channel/star", new { channel_id = beta });

        Assert.Equal(["Alpha", "Beta", "Gamma"], await Names(owner, "{}"));
        Assert.Equal(["Gamma", "Beta", "Alpha"], await Names(owner, new { orderby = "channel_name" }));
        Assert.Equal(["Beta"], await Names(owner, new { is_my_team = true }));
        Assert.Equal(["Beta"], await Names(owner, new { team_ids = new[] { teamId } }));
        Assert.Equal(["Beta"], await Names(owner, new { is_my_starred = true }));
        Assert.Equal(["Alpha", "Gamma"], await Names(owner, new { query = "ALPHA" }));
        Assert.Equal(["Alpha"], await Names(owner, new { query = "Gamma", channel_name = "alpha" }));
        Assert.Equal(["Alpha", "Gamma"], await Names(owner, new { channel_ids = new[] { gamma, alpha } }));
        (await owner.Post("/channel/list", new { is_my_starred = true, is_my_team = true })).IsError(
            "InvalidParameter",
            "is_my_starred"
        );

        var second = (
            await owner.Post(
                "/channel/list",
                new
                {
                    p = 2,
                    limit = 2,
                    is_brief = true,
                }
            )
        ).Data;
        Assert.Equal((3L, false), ((long?)second["total"], (bool?)second["has_next_page"]));
        Assert.Equal(
            ["channel_id", "channel_name", "description", "status"],
            Assert.Single(second["items"]!.AsArray())!.AsObject().Select(p => p.Key)
        );

        await owner.Post("/channel/reorder", new { drag_channel_id = gamma, target_channel_id = alpha });
        Assert.Equal(["Gamma", "Alpha", "Beta"], await Names(owner, new { orderby = "ranking" }));
        await owner.Post("/channel/unstar", new { channel_id = beta });
        Assert.Empty(await Names(owner, new { is_my_starred = true }));
    }

    [Fact]
    public async Task A_space_counts_its_open_incidents()
    {
        var owner = await shared.NewAccount();
        var spaceId = await owner.NewSpace("Shop");
        foreach (var severity in (string[])["Info", "Warning"])
            await owner.Post(
                "/incident/create",
                new
                {
                    channel_id = spaceId,
                    title = "Slow",
                    incident_severity = severity,
                }
            );

        var space = await Info(owner, spaceId);

        Assert.Equal(2, (long?)space["progress_to_incident_cnts"]!["Triggered"]);
        Assert.Equal("Warning", (string?)space["active_incident_highest_severity"]);
        Assert.True((long?)space["last_incident_at"] > 0);
    }

    [Fact]
    public async Task The_token_of_the_form_for_outsiders_is_returned_once()
    {
        var owner = await shared.NewAccount();
        var spaceId = await owner.NewSpace("Shop");

        var first = await Switch(true);
        Assert.NotNull(first);
        Assert.Null(await Switch(true));
        Assert.Null(await Switch(false));
        var second = await Switch(true);

        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.True((bool?)(await Info(owner, spaceId))["is_external_report_enabled"]);

        async Task<string?> Switch(bool enabled) =>
            (string?)
                (
                    await owner.Post(
                        "/channel/update",
                        new { channel_id = spaceId, is_external_report_enabled = enabled }
                    )
                ).Data["external_report_token"];
    }

    [Fact]
    public async Task A_deleted_space_takes_its_rules_and_integrations_along()
    {
        var page = await SamplePage.Create(await shared.NewAccount());

        await page.Api.Post("/channel/delete", new { channel_id = page.Space.SpaceId });

        (await page.Api.Post("/channel/info", new { channel_id = page.Space.SpaceId })).IsError(
            "ResourceNotFound",
            "channel_id"
        );
        (await page.Api.Post("/datasource/desc", new { integration_id = page.Space.IntegrationId })).IsError(
            "ResourceNotFound"
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await page.Api.Post("/datasource/desc", new { integration_id = page.Space.SharedIntegrationId })).Status
        );
    }

    [Fact]
    public async Task A_viewer_reads_spaces_and_changes_none()
    {
        var owner = await shared.NewAccount();
        var spaceId = await owner.NewSpace("Shop");
        var viewer = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);

        Assert.Equal(["Shop"], await Names(viewer, "{}"));
        (await viewer.Post("/channel/create", new { channel_name = "Mine", team_id = 0 })).IsError("AccessDenied");
        (await viewer.Post("/channel/delete", new { channel_id = spaceId })).IsError("AccessDenied");
    }

    private static async Task<JsonObject> Info(ApiClient api, long spaceId) =>
        (await api.Post("/channel/info", new { channel_id = spaceId })).Data;

    private static async Task<string[]> Names(ApiClient api, object request) =>
        [
            .. (await api.Post("/channel/list", request)).Data["items"]!
                .AsArray()
                .Select(s => s!["channel_name"]!.GetValue<string>()),
        ];
}
