using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

public sealed class MemberTests(SharedServer shared)
{
    [Fact]
    public async Task Deleting_a_member_ends_keys_and_sessions_at_once()
    {
        var (browser, member) = await shared.Server.NewSignedIn();
        var owner = await shared.Server.NewMember(member.Caller.AccountId, BuiltInRoles.Owner);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get("/console")).Status);
        Assert.Equal(HttpStatusCode.OK, (await member.Post("/member/info", "{}")).Status);

        Assert.Equal(
            HttpStatusCode.OK,
            (await owner.Post("/member/delete", new { email = member.Email.ToUpperInvariant() })).Status
        );

        (await member.Post("/member/info", "{}")).IsError("Unauthorized");
        Assert.StartsWith("/console/sign-in", (await browser.Get("/console")).Location, StringComparison.Ordinal);
        Assert.Null((await browser.SignIn(member.Email, ConsoleMember.Password)).Location);
        Assert.Null(await owner.Listed(member.Caller.MemberId));
        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.False(await db.ApiKeys.AnyAsync(k => k.MemberId == member.Caller.MemberId));
        Assert.False(await db.Sessions.AnyAsync(s => s.MemberId == member.Caller.MemberId));
        var person = (await owner.Post("/person/infos", new { person_ids = new[] { member.Caller.MemberId } })).Data[
            "items"
        ]![0]!;
        Assert.Equal("deleted", person["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_last_owner_can_be_neither_deleted_nor_stripped()
    {
        var owner = await shared.NewAccount();
        var id = owner.Caller.MemberId;
        await owner.Invite("second@example.com", 1); // Who is invited is no owner yet.

        (await owner.Post("/member/delete", new { member_id = id })).IsError("InvalidParameter", "member_id");
        (await owner.Post("/member/role/revoke", new { member_id = id, role_ids = new[] { 1 } })).IsError(
            "InvalidParameter",
            "role_ids"
        );
        (await owner.Post("/member/role/update", new { member_id = id, role_ids = new[] { 2 } })).IsError(
            "InvalidParameter",
            "role_ids"
        );
        (await owner.Post("/role/member/revoke", new { role_id = 1, member_ids = new[] { id } })).IsError(
            "InvalidParameter",
            "member_ids"
        );
        await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Owner);
        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/member/delete", new { member_id = id })).Status);
    }

    [Fact]
    public async Task Of_owners_who_delete_each_other_at_once_one_stays()
    {
        var first = await shared.NewAccount();
        var owners = new List<ApiClient> { first };
        for (var i = 0; i < 4; i++)
            owners.Add(await shared.Server.NewMember(first.Caller.AccountId, BuiltInRoles.Owner));

        await Task.WhenAll(
            owners.Select(
                (o, i) => o.Post("/member/delete", new { member_id = owners[(i + 1) % owners.Count].Caller.MemberId })
            )
        );
        await Task.WhenAll(
            owners.Select(o =>
                o.Post("/member/role/revoke", new { member_id = o.Caller.MemberId, role_ids = new[] { 1 } })
            )
        );

        await using var db = await shared.Server.Store.Databases.CreateDbContextAsync();
        Assert.Equal(
            1,
            await db.Members.CountAsync(m =>
                m.AccountId == first.Caller.AccountId
                && m.Status == MemberStatus.Enabled
                && m.Roles.Any(r => r.RoleId == 1)
            )
        );
    }

    [Fact]
    public async Task Roles_of_a_member_are_added_taken_and_replaced()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var own = await owner.NewRole("Publishers", 102);

        await owner.Post(
            "/member/role/grant",
            new { member_id = bob.Caller.MemberId, role_ids = new[] { own, 4, own } }
        );
        Assert.Equal((long[])[4, own], await RoleIds());
        await owner.Post("/member/role/revoke", new { member_id = bob.Caller.MemberId, role_ids = new[] { 4 } });
        Assert.Equal((long[])[own], await RoleIds());
        await owner.Post("/member/role/update", new { member_id = bob.Caller.MemberId, role_ids = new[] { 3, 2 } });
        Assert.Equal((long[])[2, 3], await RoleIds());
        await owner.Post(
            "/member/role/update",
            new { member_id = bob.Caller.MemberId, role_ids = Array.Empty<long>() }
        );
        Assert.Empty(await RoleIds());
        (
            await owner.Post("/member/role/grant", new { member_id = bob.Caller.MemberId, role_ids = new[] { 3, 77 } })
        ).IsError("InvalidParameter", "role_ids[1]");
        Assert.Empty(await RoleIds());

        async Task<long[]> RoleIds() =>
            [
                .. (await owner.Listed(bob.Caller.MemberId))!["account_role_ids"]!
                    .AsArray()
                    .Select(r => r!.GetValue<long>()),
            ];
    }

    [Fact]
    public async Task Everybody_changes_their_own_profile_and_only_who_manages_members_a_colleagues()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var carol = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);

        await bob.Post(
            "/member/info/reset",
            new
            {
                member_id = bob.Caller.MemberId,
                member_name = "Bob",
                phone = "+86 185 1234 0300",
                time_zone = "Asia/Shanghai",
                email = $"BOB-{bob.Caller.MemberId}@Example.com",
            }
        );
        var info = (await bob.Post("/member/info", "{}")).Data;

        Assert.Equal(
            ("Bob", "+86185****0300", "Asia/Shanghai", $"bob-{bob.Caller.MemberId}@example.com", false),
            (
                info["member_name"]!.GetValue<string>(),
                info["phone"]!.GetValue<string>(),
                info["time_zone"]!.GetValue<string>(),
                info["email"]!.GetValue<string>(),
                info["email_verified"]!.GetValue<bool>()
            )
        );
        (
            await bob.Post("/member/info/reset", new { member_id = carol.Caller.MemberId, member_name = "Mallory" })
        ).IsError("AccessDenied", "Members Manage");
        (await bob.Post("/member/info/reset", new { member_id = 12345, member_name = "Mallory" })).IsError(
            "AccessDenied",
            "Members Manage"
        );
        (await bob.Post("/member/info/reset", new { member_id = bob.Caller.MemberId, email = carol.Email })).IsError(
            "InvalidParameter",
            "email"
        );
        (
            await bob.Post("/member/info/reset", new { member_id = bob.Caller.MemberId, time_zone = "Mars/Olympus" })
        ).IsError("InvalidParameter", "time_zone");
        (await bob.Post("/member/info/reset", new { member_id = bob.Caller.MemberId, member_name = "B" })).IsError(
            "InvalidParameter",
            "member_name"
        );
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await owner.Post("/member/info/reset", new { member_id = carol.Caller.MemberId, member_name = "Carol" })
            ).Status
        );
        Assert.Equal("Carol", (await owner.Listed(carol.Caller.MemberId))!["member_name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_list_is_paged_filtered_and_sorted()
    {
        var owner = await shared.NewAccount();
        for (var i = 0; i < 5; i++)
            await owner.Post(
                "/member/invite",
                new
                {
                    members = new[]
                    {
                        new
                        {
                            email = $"m{i}@example.org",
                            member_name = $"Member {i}",
                            role_ids = new[] { 3 },
                        },
                    },
                }
            );

        var page = (
            await owner.Post(
                "/member/list",
                new
                {
                    p = 2,
                    limit = 2,
                    role_id = 3,
                }
            )
        ).Data;
        var found = (await owner.Post("/member/list", new { query = "MEMBER 3" })).Data;

        Assert.Equal(
            (2, 2, 5, true),
            (
                page["p"]!.GetValue<int>(),
                page["limit"]!.GetValue<int>(),
                page["total"]!.GetValue<int>(),
                page["has_next_page"]!.GetValue<bool>()
            )
        );
        Assert.Equal(2, page["items"]!.AsArray().Count);
        Assert.Equal("m3@example.org", Assert.Single(found["items"]!.AsArray())!["email"]!.GetValue<string>());
        Assert.Equal("pending", found["items"]![0]!["status"]!.GetValue<string>());
        await owner.Post(
            "/member/info/reset",
            new { member_id = owner.Caller.MemberId, member_name = "Émile Ørsted 100%_" }
        );
        foreach (var query in (string[])["Émile", "Ørsted", "100%_"])
            Assert.Equal(1, (await owner.Post("/member/list", new { query })).Data["total"]!.GetValue<int>());
        Assert.Equal(6, (await owner.Post("/member/list", "{}")).Data["total"]!.GetValue<int>());
        (await owner.Post("/member/list", new { p = 101, limit = 100 })).IsError("InvalidParameter");
    }

    [Fact]
    public async Task Persons_come_in_the_order_asked_for_and_the_account_is_one()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);

        var persons = (
            await bob.Post(
                "/person/infos",
                new { person_ids = new[] { bob.Caller.MemberId, 5, owner.Caller.AccountId, owner.Caller.MemberId } }
            )
        ).Data["items"]!.AsArray();

        Assert.Equal(
            [bob.Caller.MemberId, owner.Caller.AccountId, owner.Caller.MemberId],
            persons.Select(p => p!["person_id"]!.GetValue<long>())
        );
        Assert.Equal(["member", "account", "member"], persons.Select(p => p!["as"]!.GetValue<string>()));
    }
}
