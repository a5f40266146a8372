using System.Net;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Roles;

/// <summary>Members cannot change members and roles with more permissions than their own.</summary>
public sealed class RankTests(SharedServer shared)
{
    private const long Members = 201;
    private const long Roles = 202;
    private const long Pages = 101;

    [Fact]
    public async Task A_manager_of_members_does_not_touch_members_who_may_do_more()
    {
        var owner = await shared.NewAccount();
        var keeper = await shared.Server.NewColleague(owner, await owner.NewRole("Keepers", Members));
        var strong = await owner.NewRole("Strong", Pages);
        var admin = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Admin);
        var author = await shared.Server.NewColleague(owner, strong);
        var viewer = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        foreach (var (member, role) in ((ApiClient, long)[])[(admin, 2), (author, strong)])
        {
            var id = member.Caller.MemberId;
            foreach (
                var (path, request) in ((string, object)[])
                    [
                        ("/member/role/update", new { member_id = id, role_ids = new[] { 4 } }),
                        ("/member/role/update", new { member_id = id, role_ids = Array.Empty<long>() }),
                        ("/member/role/revoke", new { member_id = id, role_ids = new[] { role } }),
                        ("/member/role/revoke", new { member_id = id, role_ids = new[] { 4 } }),
                        ("/member/role/grant", new { member_id = id, role_ids = new[] { 4 } }),
                        ("/member/info/reset", new { member_id = id, email = "mine@example.com" }),
                        ("/member/info/reset", new { member_id = id, member_name = "Mallory" }),
                        ("/member/delete", new { member_id = id }),
                        ("/member/delete", new { email = member.Email }),
                    ]
            )
                (await keeper.Post(path, request)).IsError("AccessDenied");
        }

        Assert.Equal(HttpStatusCode.OK, (await admin.Get("/status-page/list")).Status);
        foreach (
            var (path, request) in ((string, object)[])
                [
                    ("/member/info/reset", new { member_id = viewer.Caller.MemberId, member_name = "Renamed" }),
                    ("/member/role/update", new { member_id = viewer.Caller.MemberId, role_ids = Array.Empty<long>() }),
                    ("/member/delete", new { member_id = viewer.Caller.MemberId }),
                ]
        )
            Assert.Equal(HttpStatusCode.OK, (await keeper.Post(path, request)).Status);
    }

    [Fact]
    public async Task A_pending_member_who_will_be_able_to_do_more_gets_no_second_link()
    {
        var owner = await shared.NewAccount();
        var keeper = await shared.Server.NewColleague(owner, await owner.NewRole("Keepers", Members));
        var email = $"{Guid.NewGuid():N}@example.com";
        await owner.Invite(email, await owner.NewRole("Strong", Pages));

        (await keeper.Post("/member/invite", new { members = new[] { new { email } } })).IsError("AccessDenied");
    }

    [Fact]
    public async Task A_manager_of_roles_does_not_touch_roles_that_may_do_more()
    {
        var owner = await shared.NewAccount();
        var keeper = await shared.Server.NewColleague(owner, await owner.NewRole("Keepers", Roles));
        var (strong, weak) = (await owner.NewRole("Strong", Pages, Roles), await owner.NewRole("Weak", Roles));
        var author = await shared.Server.NewColleague(owner, strong);
        var admin = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Admin);
        var disabled = await owner.NewRole("Disabled", Pages);
        await owner.Post("/role/disable", new { role_id = disabled });
        foreach (
            var (path, request) in ((string, object)[])
                [
                    (
                        "/role/upsert",
                        new
                        {
                            role_id = strong,
                            role_name = "Strong",
                            permission_ids = new[] { Roles },
                        }
                    ),
                    ("/role/upsert", new { role_id = strong, role_name = "Renamed" }),
                    ("/role/disable", new { role_id = strong }),
                    ("/role/delete", new { role_id = strong }),
                    ("/role/delete", new { role_id = disabled }),
                    ("/role/enable", new { role_id = disabled }),
                    ("/role/member/grant", new { role_id = disabled, member_ids = new[] { keeper.Caller.MemberId } }),
                    ("/role/member/revoke", new { role_id = strong, member_ids = new[] { author.Caller.MemberId } }),
                    ("/role/member/revoke", new { role_id = 2, member_ids = new[] { admin.Caller.MemberId } }),
                    ("/role/member/revoke", new { role_id = weak, member_ids = new[] { admin.Caller.MemberId } }),
                ]
        )
            (await keeper.Post(path, request)).IsError("AccessDenied");

        foreach (
            var (path, request) in ((string, object)[])
                [
                    ("/role/member/grant", new { role_id = weak, member_ids = new[] { keeper.Caller.MemberId } }),
                    ("/role/member/revoke", new { role_id = weak, member_ids = new[] { keeper.Caller.MemberId } }),
                    (
                        "/role/upsert",
                        new
                        {
                            role_id = weak,
                            role_name = "Weaker",
                            permission_ids = Array.Empty<long>(),
                        }
                    ),
                    ("/role/disable", new { role_id = weak }),
                    ("/role/delete", new { role_id = weak }),
                ]
        )
            Assert.Equal(HttpStatusCode.OK, (await keeper.Post(path, request)).Status);
    }

    [Fact]
    public async Task The_console_offers_only_what_the_operations_allow()
    {
        var owner = await shared.Server.NewConsoleMember();
        var (keepers, strong) = (await owner.NewRole("Keepers", Members, Roles), await owner.NewRole("Strong", Pages));
        var author = await shared.Server.NewColleague(owner, strong);
        var browser = await shared.Server.SignInAs(owner, keepers);

        var member = await browser.Get($"/console/members/{author.Caller.MemberId}");
        Assert.Contains(
            "You can't manage this member, who has permissions that you don't have.",
            member.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("/delete\"", member.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/roles\"", member.Html.Replace("\"/console/roles\"", "", StringComparison.Ordinal));

        var role = await browser.Get($"/console/roles/{strong}");
        Assert.DoesNotContain("/delete\"", role.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/disable\"", role.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/members/revoke\"", role.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"/console/roles/{strong}/delete")).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await browser.Post($"/console/roles/{strong}/disable", (await browser.Get("/console")).Token())).Status
        );
    }
}
