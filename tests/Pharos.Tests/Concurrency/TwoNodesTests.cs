using System.Net;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.AppKeys;
using Pharos.Tests.Support;

namespace Pharos.Tests.Concurrency;

/// <summary>What is decided about members on one node is obeyed on all.</summary>
public sealed class TwoNodesTests
{
    /// <summary>It is a second at most; a busy machine gets longer, because what counts here is that nobody had to ask twice.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_role_or_key_that_goes_on_one_node_is_gone_on_the_other()
    {
        await using var first = await TestServer.Start();
        await using var second = await TestServer.Start(
            configure: options => options.Data = TestDatabase.IsPostgres ? options.Data : first.Folder, connectionString: first.ConnectionString);
        var owner = await first.NewAccount();
        var roleId = await owner.NewRole("Keepers of teams", 203);
        var bob = await first.NewColleague(owner, roleId);
        var there = new ApiClient(second.Http, bob.Key, bob.Caller, bob.Email);
        Assert.Equal(HttpStatusCode.OK, (await there.Post("/team/upsert", new { team_name = "A" })).Status);

        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/role/disable", new { role_id = roleId })).Status);
        (await bob.Post("/team/upsert", new { team_name = "B" })).IsError("AccessDenied");
        await Eventually.True(async () => (await there.Post("/team/upsert", "{}")).Code == "AccessDenied", Long);

        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/role/enable", new { role_id = roleId })).Status);
        await Eventually.True(async () => (await there.Post("/team/upsert", "{}")).Code == "InvalidParameter", Long);
        await DeleteKey(first, bob);
        (await bob.Post("/member/info", "{}")).IsError("Unauthorized");
        await Eventually.True(async () => (await there.Post("/member/info", "{}")).Code == "Unauthorized", Long);
    }

    [Fact]
    public async Task A_member_who_is_deleted_on_one_node_is_nobody_on_the_other()
    {
        await using var first = await TestServer.Start();
        await using var second = await TestServer.Start(
            configure: options => options.Data = TestDatabase.IsPostgres ? options.Data : first.Folder, connectionString: first.ConnectionString);
        var member = await first.NewConsoleMember();
        var owner = await first.NewMember(member.Caller.AccountId, Pharos.Api.Callers.BuiltInRoles.Owner);
        var browser = new ConsoleBrowser(second.Http);
        (await browser.SignIn(member.Email, ConsoleMember.Password)).Sees("/console");
        var there = new ApiClient(second.Http, member.Key, member.Caller, member.Email);
        Assert.Equal(HttpStatusCode.OK, (await there.Post("/member/info", "{}")).Status);

        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/member/delete", new { member_id = member.Caller.MemberId })).Status);

        Assert.StartsWith("/console/sign-in", (await browser.Get("/console")).Location, StringComparison.Ordinal);
        await Eventually.True(async () => (await there.Post("/member/info", "{}")).Code == "Unauthorized", Long);
    }

    private static async Task DeleteKey(TestServer server, ApiClient member)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var keyId = await db.AppKeys.Where(k => k.MemberId == member.Caller.MemberId).Select(k => k.KeyId).SingleAsync();
        await ChangeAppKey.Delete(keyId, db, member.Caller, server.Store.Writes, CancellationToken.None);
    }
}
