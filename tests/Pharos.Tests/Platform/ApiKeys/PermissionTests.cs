using System.Net;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.ApiKeys;

/// <summary>What a member may do through a key is what the member's roles allow.</summary>
public sealed class PermissionTests(SharedServer shared)
{
    /// <summary>Needs no permission, and concerns only the caller.</summary>
    private const string OwnProfile = "/member/info/reset";

    [Fact]
    public async Task A_viewer_reads_everything_and_writes_nothing()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var viewer = await shared.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Viewer);
        var before = await page.State();
        foreach (var (method, path, operation) in shared.Server.Operations().Where(o => o.Path != OwnProfile))
        {
            var answer = await viewer.Call(method, path, page.Request(path));
            if (operation.Permission == Permissions.None)
                Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Text}");
            else
                Denied(answer, path, operation.Permission);
        }

        Assert.Equal(before, await page.State());
    }

    [Fact]
    public async Task A_viewer_is_denied_before_anything_is_said_of_the_request()
    {
        var page = await SamplePage.Create(await shared.NewAccount());
        var viewer = await shared.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Viewer);
        foreach (
            var (method, path, operation) in shared
                .Server.Operations()
                .Where(o => o.Operation.Permission != Permissions.None)
        )
            Denied(await viewer.Call(method, path, []), path, operation.Permission);
    }

    [Fact]
    public async Task A_responder_publishes_events_and_does_not_manage_pages()
    {
        var owner = await shared.NewAccount();
        var responder = await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Responder);
        foreach (var (method, path, operation) in shared.Server.Operations().Where(o => o.Path != OwnProfile))
        {
            var page = await SamplePage.Create(owner);
            var answer = await responder.Call(method, path, page.Request(path));
            if (operation.Permission is Permissions.None or Permissions.StatusPagesEventsManage)
                Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Text}");
            else
                Denied(answer, path, operation.Permission);
        }
    }

    [Fact]
    public void A_member_of_two_roles_may_do_what_either_allows()
    {
        Assert.Equal(
            Permissions.StatusPagesEventsManage,
            BuiltInRoles.Allow([BuiltInRoles.Viewer.RoleId, BuiltInRoles.Responder.RoleId])
        );
        Assert.Equal(Permissions.All, BuiltInRoles.Allow([BuiltInRoles.Responder.RoleId, BuiltInRoles.Owner.RoleId]));
        Assert.Equal(Permissions.None, BuiltInRoles.Allow([99]));
    }

    private static void Denied(ApiAnswer answer, string path, Permissions permission)
    {
        Assert.True(answer is { Status: HttpStatusCode.Forbidden, Code: "AccessDenied" }, $"{path}: {answer.Text}");
        Assert.Contains(PermissionNames.For(permission), answer.Message, StringComparison.Ordinal);
    }
}
