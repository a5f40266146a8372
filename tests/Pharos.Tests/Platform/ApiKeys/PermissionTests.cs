using System.Net;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.OnCall;
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
            Answered(answer, path, operation, BuiltInRoles.Viewer);
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
                .Where(o => !BuiltInRoles.Viewer.Permissions.HasFlag(o.Operation.Permission))
        )
            Denied(await viewer.Call(method, path, []), path, operation.Permission);
    }

    [Fact]
    public async Task A_responder_publishes_events_and_does_not_manage_pages()
    {
        SamplePage? page = null;
        ApiClient? responder = null;
        var isChanged = false;
        foreach (var (method, path, operation) in shared.Server.Operations().Where(o => o.Path != OwnProfile))
        {
            if (page is null || responder is null || isChanged)
            {
                page = await SamplePage.Create(await shared.NewAccount());
                responder = await shared.Server.NewMember(page.Api.Caller.AccountId, BuiltInRoles.Responder);
            }

            var answer = await responder.Call(method, path, page.Request(path));
            Answered(answer, path, operation, BuiltInRoles.Responder);
            isChanged = operation.Writes && answer.Code is null;
        }
    }

    [Fact]
    public void A_member_of_two_roles_may_do_what_either_allows()
    {
        Assert.Equal(
            Permissions.StatusPagesEventsManage | Permissions.IncidentsManage | Permissions.OnCallRead,
            BuiltInRoles.Allow([BuiltInRoles.Viewer.RoleId, BuiltInRoles.Responder.RoleId])
        );
        Assert.Equal(Permissions.All, BuiltInRoles.Allow([BuiltInRoles.Responder.RoleId, BuiltInRoles.Owner.RoleId]));
        Assert.Equal(Permissions.None, BuiltInRoles.Allow([99]));
    }

    private static void Answered(ApiAnswer answer, string path, Operation operation, BuiltInRole role)
    {
        if (!role.Permissions.HasFlag(operation.Permission))
            Denied(answer, path, operation.Permission);
        else if (NotOffered.Operations.Contains(operation) && answer.Code is not null)
            answer.IsError("ResourceNotFound");
        else
            Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Text}");
    }

    private static void Denied(ApiAnswer answer, string path, Permissions permission)
    {
        Assert.True(answer is { Status: HttpStatusCode.Forbidden, Code: "AccessDenied" }, $"{path}: {answer.Text}");
        Assert.Contains(PermissionNames.For(permission), answer.Message, StringComparison.Ordinal);
    }
}
