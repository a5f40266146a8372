using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>
/// What is decided about members, roles and keys on one node is obeyed there at once, and on the other within a second.
/// </summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    /// <summary>Once may be luck where something only looks now and then.</summary>
    private const int Times = 5;

    [Fact]
    public async Task A_role_that_is_disabled_changed_or_given_counts_on_the_other_node_within_a_second()
    {
        var owner = await nodes.First.NewAccount();
        var roleId = await owner.NewRole("Keepers of teams", 203);
        var bob = await nodes.First.NewColleague(owner, roleId);
        await Keeps(true);

        for (var i = 0; i < Times; i++)
        {
            await Decide("/role/disable", new { role_id = roleId });
            await Keeps(false);
            await Decide("/role/enable", new { role_id = roleId });
            await Keeps(true);
            await Decide(
                "/role/upsert",
                new
                {
                    role_id = roleId,
                    role_name = "Keepers of teams",
                    permission_ids = new[] { 202 },
                }
            );
            await Keeps(false);
            await Decide(
                "/role/upsert",
                new
                {
                    role_id = roleId,
                    role_name = "Keepers of teams",
                    permission_ids = new[] { 203 },
                }
            );
            await Keeps(true);
            await Decide("/member/role/update", new { member_id = bob.Caller.MemberId, role_ids = new[] { 4 } });
            await Keeps(false);
            await Decide("/role/member/grant", new { member_ids = new[] { bob.Caller.MemberId }, role_id = roleId });
            await Keeps(true);
        }

        async Task Decide(string path, object body) =>
            Assert.Equal(HttpStatusCode.OK, (await owner.Post(path, body)).Status);

        // With the permission, the error names the missing field.
        async Task Keeps(bool may)
        {
            var wanted = may ? "InvalidParameter" : "AccessDenied";
            var there = WithinASecond.Obeyed(nodes.Clock, async () =>
                (await nodes.There(bob).Post("/team/upsert", "{}")).Code == wanted
            );
            Assert.Equal(wanted, (await bob.Post("/team/upsert", "{}")).Code);
            await there;
        }
    }

    [Fact]
    public async Task A_key_that_is_disabled_enabled_or_deleted_counts_on_the_other_node_within_a_second()
    {
        var bob = await nodes.First.NewAccount();
        var keyId = await KeyId(bob);
        await Works(true);

        for (var i = 0; i < Times; i++)
        {
            await Decide(db =>
                EditApiKey.Disable.Run(
                    new ChosenApiKey(keyId),
                    nodes.First.Store.Operation(db, bob.Caller, CancellationToken.None)
                )
            );
            await Works(false);
            await Decide(db =>
                EditApiKey.Enable.Run(
                    new ChosenApiKey(keyId),
                    nodes.First.Store.Operation(db, bob.Caller, CancellationToken.None)
                )
            );
            await Works(true);
        }

        await Decide(db =>
            EditApiKey.Delete.Run(
                new ChosenApiKey(keyId),
                nodes.First.Store.Operation(db, bob.Caller, CancellationToken.None)
            )
        );
        await Works(false);

        async Task Works(bool may)
        {
            var there = WithinASecond.Obeyed(nodes.Clock, async () =>
                (await nodes.There(bob).Post("/member/info", "{}")).Code == (may ? null : "Unauthorized")
            );
            Assert.Equal(may ? null : "Unauthorized", (await bob.Post("/member/info", "{}")).Code);
            await there;
        }
    }

    [Fact]
    public async Task A_key_that_is_deleted_is_gone_on_the_other_node_within_a_second()
    {
        var owner = await nodes.First.NewAccount();
        for (var i = 0; i < Times; i++)
        {
            var bob = await nodes.First.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
            var keyId = await KeyId(bob);
            Assert.Equal(HttpStatusCode.OK, (await nodes.There(bob).Post("/member/info", "{}")).Status);

            await Decide(db =>
                EditApiKey.Delete.Run(
                    new ChosenApiKey(keyId),
                    nodes.First.Store.Operation(db, bob.Caller, CancellationToken.None)
                )
            );

            await IsUnauthorized(bob);
        }
    }

    [Fact]
    public async Task A_deleted_member_is_unauthorized_on_the_other_node_within_a_second()
    {
        var owner = await nodes.First.NewAccount();
        for (var i = 0; i < Times; i++)
        {
            var bob = await nodes.First.NewMember(owner.Caller.AccountId, BuiltInRoles.Admin);
            Assert.Equal(HttpStatusCode.OK, (await nodes.There(bob).Post("/member/info", "{}")).Status);

            Assert.Equal(
                HttpStatusCode.OK,
                (await owner.Post("/member/delete", new { member_id = bob.Caller.MemberId })).Status
            );

            await IsUnauthorized(bob);
        }
    }

    [Fact]
    public async Task A_member_who_is_deleted_on_one_node_is_signed_out_on_the_other()
    {
        var member = await nodes.First.NewConsoleMember();
        var owner = await nodes.First.NewMember(member.Caller.AccountId, BuiltInRoles.Owner);
        var browser = new ConsoleBrowser(nodes.Second.Http);
        (await browser.SignIn(member.Email, ConsoleMember.Password)).Sees("/console");

        Assert.Equal(
            HttpStatusCode.OK,
            (await owner.Post("/member/delete", new { member_id = member.Caller.MemberId })).Status
        );

        Assert.StartsWith("/console/sign-in", (await browser.Get("/console")).Location, StringComparison.Ordinal);
    }

    /// <summary>At once on the node where it was decided, within a second on the other.</summary>
    private async Task IsUnauthorized(ApiClient member)
    {
        var there = WithinASecond.Obeyed(nodes.Clock, async () =>
            (await nodes.There(member).Post("/member/info", "{}")).Code == "Unauthorized"
        );
        (await member.Post("/member/info", "{}")).IsError("Unauthorized");
        await there;
    }

    private async Task<string> KeyId(ApiClient member)
    {
        await using var db = await nodes.First.Store.Databases.CreateDbContextAsync();
        return await db.ApiKeys.Where(k => k.MemberId == member.Caller.MemberId).Select(k => k.KeyId).SingleAsync();
    }

    private async Task Decide(Func<PharosDb, Task> change)
    {
        await using var db = await nodes.First.Store.Databases.CreateDbContextAsync();
        await change(db);
    }
}
