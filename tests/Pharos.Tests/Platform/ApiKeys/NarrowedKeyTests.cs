using System.Net;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.ApiKeys;

/// <summary>A key may do less than its member, and never more.</summary>
public sealed class NarrowedKeyTests(SharedServer shared)
{
    [Fact]
    public async Task A_key_that_reads_only_reads_everything_and_writes_nothing()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var key = await Narrowed(page.Api, new ApiKeyLimits { ReadOnly = true });
        var before = await page.State();
        foreach (var (method, path, operation) in shared.Server.Operations())
        {
            var answer = await key.Call(method, path, page.Request(path));
            var reads = !operation.Writes && (operation.Permission & ~PermissionCatalogue.ReadOnly) == Permissions.None;
            var expected =
                !reads ? HttpStatusCode.Forbidden
                : NotOffered.Operations.Contains(operation) && answer.Code == "ResourceNotFound"
                    ? HttpStatusCode.BadRequest
                : HttpStatusCode.OK;
            Assert.True(answer.Status == expected, $"{path}: {answer.Text}");
        }

        Assert.Equal(before, await page.State());
    }

    [Fact]
    public async Task A_key_for_some_permissions_has_those_and_no_other_and_loses_them_with_its_member()
    {
        var owner = await shared.NewAccount();
        var page = await SamplePage.Create(owner);
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Owner);
        var key = await Narrowed(
            bob,
            new ApiKeyLimits { Permissions = Permissions.StatusPagesEventsManage | Permissions.TeamsManage }
        );
        foreach (
            var (method, path, operation) in shared
                .Server.Operations()
                .Where(o => o.Operation.Writes || o.Operation.Permission != Permissions.None)
        )
        {
            var answer = await key.Call(
                method,
                path,
                path == "/member/info/reset" ? new() { ["member_id"] = bob.Caller.MemberId } : []
            );
            var allowed = operation.Permission is Permissions.StatusPagesEventsManage or Permissions.TeamsManage;
            Assert.True(allowed == (answer.Code != "AccessDenied"), $"{path}: {answer.Text}");
        }

        await owner.Post(
            "/member/role/update",
            new { member_id = bob.Caller.MemberId, role_ids = new[] { BuiltInRoles.Responder.RoleId } }
        );
        (await key.Post("/team/upsert", "{}")).IsError("AccessDenied", "Teams Manage");
        (await key.Post("/status-page/change/create", "{}")).IsError("InvalidParameter");
    }

    [Fact]
    public async Task A_key_for_a_page_knows_that_page_and_nothing_else()
    {
        var owner = await shared.NewAccount();
        var (mine, other) = (await SamplePage.Create(owner), await SamplePage.Create(owner));
        var key = await Narrowed(owner, new ApiKeyLimits { PageIds = [mine.PageId] });
        var before = await other.State();
        foreach (
            var (method, path, _) in shared
                .Server.Operations()
                .Where(o => o.Path is not ("/status-page/list" or "/member/info" or "/account/info"))
        )
        {
            var answer = await key.Call(method, path, other.Request(path));
            Assert.True(answer.Code == "AccessDenied", $"{path}: {answer.Text}");
        }

        Assert.Equal(before, await other.State());
        Assert.Equal(
            mine.PageId,
            Assert.Single((await key.Get("/status-page/list")).Data["items"]!.AsArray())!["page_id"]!.GetValue<long>()
        );
        foreach (
            var path in (string[])["/status-page/info", "/status-page/change/info", "/status-page/subscriber/list"]
        )
            Assert.Equal(HttpStatusCode.OK, (await key.Call("GET", path, mine.Request(path))).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (
                await key.Post("/status-page/change/update", mine.Request("/status-page/change/update").ToJsonString())
            ).Status
        );
        (await key.Get("/status-page/info", ("page_id", 12345))).IsError("AccessDenied");
    }

    [Fact]
    public async Task A_key_works_until_it_expires()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.Start(clock);
        var owner = await server.NewAccount();
        var key = await Narrowed(owner, new ApiKeyLimits { ExpiresInDays = 2 }, server);
        Assert.Equal(HttpStatusCode.OK, (await key.Post("/member/info", "{}")).Status);
        clock.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await key.Post("/member/info", "{}")).Status);

        clock.Advance(TimeSpan.FromSeconds(1));

        (await key.Post("/member/info", "{}")).IsError("Unauthorized");
        (await key.Post("/member/info", "{}")).IsError("Unauthorized");
        Assert.Equal(HttpStatusCode.OK, (await owner.Post("/member/info", "{}")).Status);
    }

    [Fact]
    public async Task A_narrowed_key_of_an_owner_hands_out_no_more_than_it_has()
    {
        var owner = await shared.NewAccount();
        var bob = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer);
        var key = await Narrowed(
            owner,
            new ApiKeyLimits { Permissions = Permissions.RolesManage | Permissions.MembersManage }
        );

        (await key.Post("/role/upsert", new { role_name = "All", permission_ids = new[] { 101 } })).IsError(
            "AccessDenied"
        );
        (await key.Post("/role/member/grant", new { role_id = 1, member_ids = new[] { bob.Caller.MemberId } })).IsError(
            "AccessDenied"
        );
        (await key.Post("/member/delete", new { member_id = owner.Caller.MemberId })).IsError("AccessDenied");
        Assert.Equal(
            HttpStatusCode.OK,
            (await key.Post("/member/delete", new { member_id = bob.Caller.MemberId })).Status
        );
    }

    [Fact]
    public async Task The_console_makes_narrowed_keys_and_tells_what_they_are()
    {
        const string path = "/console/account/app-keys";
        var (browser, member) = await shared.Server.NewSignedIn();
        var (pageId, _) = await member.NewPage();
        var (others, _) = await (await shared.NewAccount()).NewPage();

        var made = await browser.Submit(
            path,
            path,
            ("name", "ci"),
            ("password", ConsoleMember.Password),
            ("read_only", "true"),
            ("page_ids", pageId.ToString()),
            ("permission_ids", "102"),
            ("expires_in_days", "30")
        );

        var key = new ApiClient(shared.Server.Http, made.NewKey!, member.Caller, member.Email);
        Assert.Equal(HttpStatusCode.OK, (await key.Get("/status-page/info", ("page_id", pageId))).Status);
        (await key.Post("/status-page/change/create", "{}")).IsError("AccessDenied");
        (await key.Post("/member/list", "{}")).IsError("AccessDenied");
        var list = (await browser.Get(path)).Text;
        Assert.Contains("Read-only", list, StringComparison.Ordinal);
        Assert.Contains("For Acme", list, StringComparison.Ordinal);
        Assert.Contains("Until ", list, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (
                await browser.Submit(
                    path,
                    path,
                    ("name", "ci"),
                    ("password", ConsoleMember.Password),
                    ("page_ids", others.ToString())
                )
            ).Status
        );
        var refused = await browser.Submit(
            path,
            path,
            ("name", "ci"),
            ("password", ConsoleMember.Password),
            ("expires_in_days", "soon")
        );
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("1 to 3650 days", refused.Text, StringComparison.Ordinal);
    }

    private Task<ApiClient> Narrowed(ApiClient member, ApiKeyLimits limits, TestServer? on = null) =>
        (on ?? shared.Server).NewKey(member, limits);
}
