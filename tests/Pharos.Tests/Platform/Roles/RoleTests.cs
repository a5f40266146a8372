using System.Net;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Roles;

public sealed class RoleTests(SharedServer shared)
{
    private const long Events = 102;
    private const long Roles = 202;

    [Fact]
    public async Task A_role_takes_effect_at_the_very_next_request_whatever_happens_to_it()
    {
        var owner = await shared.NewAccount();
        var (pageId, components) = await owner.NewPage("API");
        var roleId = await owner.NewRole("Publishers", Events);
        var bob = await shared.Server.NewColleague(owner, roleId);
        await Publishes(true);

        await owner.Post("/role/disable", new { role_id = roleId });
        await Publishes(false);
        await owner.Post("/role/enable", new { role_id = roleId });
        await Publishes(true);
        await owner.Post(
            "/role/upsert",
            new
            {
                role_id = roleId,
                role_name = "Publishers",
                permission_ids = new[] { 203 },
            }
        );
        await Publishes(false);
        await owner.Post(
            "/role/upsert",
            new
            {
                role_id = roleId,
                role_name = "Publishers",
                permission_ids = new[] { Events },
            }
        );
        await Publishes(true);
        await owner.Post("/role/member/revoke", new { role_id = roleId, member_ids = new[] { bob.Caller.MemberId } });
        await Publishes(false);
        await owner.Post("/role/member/grant", new { role_id = roleId, member_ids = new[] { bob.Caller.MemberId } });
        await Publishes(true);
        await owner.Post("/role/delete", new { role_id = roleId });
        await Publishes(false);
        Assert.Empty((await owner.Listed(bob.Caller.MemberId))!["account_role_ids"]!.AsArray());

        async Task Publishes(bool may)
        {
            var answer = await bob.Post(
                "/status-page/change/create",
                new
                {
                    page_id = pageId,
                    type = "incident",
                    title = "Down",
                    description = "Down.",
                    status = "investigating",
                    updates = new[]
                    {
                        new
                        {
                            status = "investigating",
                            description = "Looking.",
                            component_changes = new[] { new { component_id = components[0], status = "degraded" } },
                        },
                    },
                }
            );
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.Status);
        }
    }

    [Fact]
    public async Task Built_in_roles_are_listed_and_cannot_be_changed()
    {
        var owner = await shared.NewAccount();
        var items = (await owner.Post("/role/list", "{}")).Data["items"]!.AsArray();

        Assert.Equal(
            ["Account Owner", "Account Admin", "Responder", "Viewer"],
            items.Select(r => r!["role_name"]!.GetValue<string>())
        );
        Assert.All(items, r => Assert.False(r!["editable"]!.GetValue<bool>()));
        foreach (var role in BuiltInRoles.All)
        {
            foreach (var action in (string[])["delete", "disable", "enable"])
                (await owner.Post("/role/" + action, new { role_id = role.RoleId })).IsError(
                    "InvalidParameter",
                    "role_id"
                );
            (await owner.Post("/role/upsert", new { role_id = role.RoleId, role_name = "Mine" })).IsError(
                "InvalidParameter",
                "role_id"
            );
            (await owner.Post("/role/upsert", new { role_name = role.Name })).IsError("InvalidParameter", "role_name");
        }
    }

    [Fact]
    public async Task A_role_is_read_as_it_was_made_and_keeps_what_an_update_leaves_out()
    {
        var owner = await shared.NewAccount();
        var roleId = (
            await owner.Post(
                "/role/upsert",
                new
                {
                    role_id = 0,
                    role_name = " Publishers ",
                    description = "They publish.",
                    permission_ids = new[] { Events, 101 },
                }
            )
        ).Id("role_id");
        await owner.Post("/role/upsert", new { role_id = roleId, role_name = "Writers" });

        var role = (await owner.Post("/role/info", new { role_id = roleId })).Data;

        Assert.Equal(
            ("Writers", "They publish.", "enabled", true),
            (
                role["role_name"]!.GetValue<string>(),
                role["description"]!.GetValue<string>(),
                role["status"]!.GetValue<string>(),
                role["editable"]!.GetValue<bool>()
            )
        );
        Assert.Equal([101, Events], role["permission_ids"]!.AsArray().Select(p => p!.GetValue<long>()));
        (await owner.Post("/role/upsert", new { role_name = "Writers" })).IsError("InvalidParameter", "role_name");
        (await owner.Post("/role/upsert", new { role_name = "Others", permission_ids = new[] { 102, 999 } })).IsError(
            "InvalidParameter",
            "permission_ids[1]"
        );
    }

    [Fact]
    public async Task Members_hand_out_only_permissions_they_have()
    {
        var owner = await shared.NewAccount();
        var keeper = await shared.Server.NewColleague(owner, await owner.NewRole("Keepers of roles", Roles, 201));
        var strong = await owner.NewRole("Strong", 101);
        var me = new[] { keeper.Caller.MemberId };

        (await keeper.Post("/role/upsert", new { role_name = "Mine", permission_ids = new[] { 101 } })).IsError(
            "AccessDenied",
            "permission_ids"
        );
        (await keeper.Post("/role/member/grant", new { role_id = strong, member_ids = me })).IsError(
            "AccessDenied",
            "role_id"
        );
        (await keeper.Post("/member/role/grant", new { member_id = me[0], role_ids = new[] { strong } })).IsError(
            "AccessDenied",
            "role_ids"
        );
        (await keeper.Post("/member/role/update", new { member_id = me[0], role_ids = new[] { 2 } })).IsError(
            "AccessDenied",
            "role_ids"
        );
        (
            await keeper.Post(
                "/member/invite",
                new { members = new[] { new { email = "x@example.com", role_ids = new[] { strong } } } }
            )
        ).IsError("AccessDenied", "members[0].role_ids");
        await owner.Post("/role/disable", new { role_id = strong });
        (await keeper.Post("/role/enable", new { role_id = strong })).IsError("AccessDenied", "role_id");
        Assert.Equal(
            HttpStatusCode.OK,
            (await keeper.Post("/role/upsert", new { role_name = "Mine", permission_ids = new[] { Roles } })).Status
        );
    }

    [Fact]
    public async Task Only_owners_have_to_do_with_owners()
    {
        var owner = await shared.NewAccount();
        var admin = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Admin);
        var second = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Owner);

        (
            await admin.Post("/role/member/grant", new { role_id = 1, member_ids = new[] { admin.Caller.MemberId } })
        ).IsError("AccessDenied");
        (
            await admin.Post("/role/member/revoke", new { role_id = 1, member_ids = new[] { second.Caller.MemberId } })
        ).IsError("AccessDenied");
        (
            await admin.Post("/member/role/update", new { member_id = second.Caller.MemberId, role_ids = new[] { 4 } })
        ).IsError("AccessDenied");
        (
            await admin.Post("/member/role/grant", new { member_id = second.Caller.MemberId, role_ids = new[] { 4 } })
        ).IsError("AccessDenied");
        (
            await admin.Post("/role/member/revoke", new { role_id = 4, member_ids = new[] { second.Caller.MemberId } })
        ).IsError("AccessDenied");
        (await admin.Post("/member/delete", new { member_id = second.Caller.MemberId })).IsError("AccessDenied");
        (
            await admin.Post(
                "/member/info/reset",
                new { member_id = second.Caller.MemberId, email = "mine@example.com" }
            )
        ).IsError("AccessDenied");
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await owner.Post(
                    "/member/role/update",
                    new { member_id = second.Caller.MemberId, role_ids = new[] { 4 } }
                )
            ).Status
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await owner.Post(
                    "/role/member/grant",
                    new { role_id = 1, member_ids = new[] { admin.Caller.MemberId } }
                )
            ).Status
        );
    }

    [Fact]
    public async Task The_catalogue_tells_what_roles_grant()
    {
        var owner = await shared.NewAccount();
        var roleId = await owner.NewRole("Publishers", Events);

        var all = (await owner.Post("/role/permission/list", "{}")).Data["items"]!.AsArray();
        var granted = (await owner.Post("/role/permission/list", new { role_ids = new[] { roleId, 4 } })).Data[
            "items"
        ]!.AsArray();
        var marked = (
            await owner.Post("/role/permission/list", new { role_ids = new[] { roleId }, with_all = true })
        ).Data["items"]!.AsArray();

        Assert.Equal(
            PermissionCatalogue.All.Select(p => p.Name),
            all.Select(p => p!["permission_name"]!.GetValue<string>())
        );
        Assert.All(all, p => Assert.Null(p!["is_granted"]));
        Assert.Equal(
            [Events, .. PermissionCatalogue.Ids(BuiltInRoles.Viewer.Permissions)],
            granted.Select(p => p!["id"]!.GetValue<long>())
        );
        Assert.Equal(
            [Events],
            marked.Where(p => p!["is_granted"]!.GetValue<bool>()).Select(p => p!["id"]!.GetValue<long>())
        );
    }

    [Fact]
    public async Task Factors_name_every_operation_once()
    {
        var owner = await shared.NewAccount();

        var api = (await owner.Post("/role/permission/factor/list", new { factor_types = new[] { "api" } })).Json[
            "data"
        ]!
            .AsArray()
            .Select(f => f!["factor_name"]!.GetValue<string>())
            .ToList();
        var all = (await owner.Post("/role/permission/factor/list", "{}")).Json["data"]!.AsArray();

        Assert.Equal(shared.Server.Operations().Count, api.Count);
        Assert.Contains("status-page:write:change-create", api);
        Assert.Contains("role:read:permission-list", api);
        Assert.True(all.Count > api.Count);
    }
}
