using System.Net;
using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Teams;

public sealed class TeamTests(SharedServer shared)
{
    [Fact]
    public async Task A_team_is_read_by_ID_name_and_reference_as_it_was_made()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var teamId = (
            await owner.Post(
                "/team/upsert",
                new
                {
                    team_name = "Backend",
                    description = "Keeps it up",
                    ref_id = "hr-7",
                    person_ids = new[] { bob.Caller.MemberId, owner.Caller.MemberId },
                }
            )
        ).Id("team_id");

        var byId = (await bob.Post("/team/info", new { team_id = teamId })).Data;

        Assert.Equal([bob.Caller.MemberId, owner.Caller.MemberId], Persons(byId));
        Assert.Equal(
            ("Backend", "Keeps it up", "hr-7", "enabled", owner.Caller.MemberId, "Alice"),
            (
                byId["team_name"]!.GetValue<string>(),
                byId["description"]!.GetValue<string>(),
                byId["ref_id"]!.GetValue<string>(),
                byId["status"]!.GetValue<string>(),
                byId["creator_id"]!.GetValue<long>(),
                byId["creator_name"]!.GetValue<string>()
            )
        );
        Assert.Equal(
            byId.ToJsonString(),
            (await bob.Post("/team/info", new { team_name = "Backend" })).Data.ToJsonString()
        );
        Assert.Equal(byId.ToJsonString(), (await bob.Post("/team/info", new { ref_id = "hr-7" })).Data.ToJsonString());
        (await bob.Post("/team/info", "{}")).IsError("InvalidParameter", "team_id");
        (await bob.Post("/team/info", new { team_name = "Frontend" })).IsError("ResourceNotFound", "team_name");
    }

    [Fact]
    public async Task An_update_keeps_what_it_leaves_out_and_replaces_the_members_it_names()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var teamId = (
            await owner.Post(
                "/team/upsert",
                new
                {
                    team_name = "Backend",
                    description = "Keeps it up",
                    person_ids = new[] { owner.Caller.MemberId },
                }
            )
        ).Id("team_id");

        await owner.Post("/team/upsert", new { team_id = teamId, team_name = "Platform" });
        Assert.Equal([owner.Caller.MemberId], Persons(await Info()));
        await owner.Post(
            "/team/upsert",
            new
            {
                team_id = teamId,
                team_name = "Platform",
                person_ids = new[] { bob.Caller.MemberId },
            }
        );
        Assert.Equal([bob.Caller.MemberId], Persons(await Info()));
        (await owner.Post("/team/upsert", new { team_name = "Platform" })).IsError("InvalidParameter", "team_name");
        Assert.Equal(
            teamId,
            (
                await owner.Post(
                    "/team/upsert",
                    new
                    {
                        team_name = "Platform",
                        reset_if_name_exist = true,
                        person_ids = Array.Empty<long>(),
                    }
                )
            ).Id("team_id")
        );
        Assert.Empty(Persons(await Info()));
        Assert.Equal("Keeps it up", (await Info())["description"]!.GetValue<string>());
        (
            await owner.Post(
                "/team/upsert",
                new
                {
                    team_id = teamId,
                    team_name = "Platform",
                    person_ids = new[] { bob.Caller.MemberId, 77 },
                }
            )
        ).IsError("InvalidParameter", "person_ids[1]");
        Assert.Empty(Persons(await Info()));

        async Task<JsonObject> Info() => (await owner.Post("/team/info", new { team_id = teamId })).Data;
    }

    [Fact]
    public async Task Addresses_bring_members_into_a_team_and_invite_other_people()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var keeper = await shared.Server.NewColleague(owner, await owner.NewRole("Keepers of teams", 203));

        var made = await owner.Post(
            "/team/upsert",
            new { team_name = "Backend", emails = new[] { bob.Email, "carol@example.org" } }
        );

        var carol = Assert.Single(made.Data["invited"]!.AsArray())!;
        Assert.NotNull(carol["invitation_url"]);
        var team = (await owner.Post("/team/info", new { team_name = "Backend" })).Data;
        Assert.Equal([bob.Caller.MemberId, carol["member_id"]!.GetValue<long>()], Persons(team));
        (await keeper.Post("/team/upsert", new { team_name = "Other", emails = new[] { "dave@example.org" } })).IsError(
            "AccessDenied",
            "Members Manage"
        );
        (await keeper.Post("/team/upsert", new { team_name = "Other", phones = new[] { "+15550100" } })).IsError(
            "InvalidParameter",
            "phones"
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (await keeper.Post("/team/upsert", new { team_name = "Other", emails = new[] { bob.Email } })).Status
        );
    }

    [Fact]
    public async Task Teams_are_listed_by_name_member_and_page_and_gone_when_deleted()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        foreach (var name in (string[])["Alpha", "Beta", "Gamma"])
            await owner.Post(
                "/team/upsert",
                new { team_name = name, person_ids = name == "Beta" ? [bob.Caller.MemberId] : Array.Empty<long>() }
            );

        Assert.Equal((string[])["Alpha", "Beta", "Gamma"], await Names(new { orderby = "team_name", asc = true }));
        Assert.Equal((string[])["Beta"], await Names(new { person_id = bob.Caller.MemberId }));
        Assert.Equal((string[])["Gamma"], await Names(new { query = "AMM" }));
        Assert.Equal(
            (string[])["Gamma"],
            await Names(
                new
                {
                    orderby = "team_name",
                    asc = true,
                    p = 2,
                    limit = 2,
                }
            )
        );
        await owner.Post("/member/delete", new { member_id = bob.Caller.MemberId });
        Assert.Empty(Persons((await owner.Post("/team/info", new { team_name = "Beta" })).Data));
        await owner.Post("/team/delete", new { team_name = "Beta" });
        Assert.Equal((string[])["Alpha", "Gamma"], await Names(new { orderby = "team_name", asc = true }));
        (await owner.Post("/team/delete", new { team_name = "Beta" })).IsError("ResourceNotFound", "team_name");

        async Task<string[]> Names(object request) =>
            [
                .. (await owner.Post("/team/list", request)).Data["items"]!
                    .AsArray()
                    .Select(t => t!["team_name"]!.GetValue<string>()),
            ];
    }

    private static IEnumerable<long> Persons(JsonObject team) =>
        team["person_ids"]!.AsArray().Select(p => p!.GetValue<long>());
}
