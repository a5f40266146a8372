using System.Net;
using Pharos.Api.Callers;
using Pharos.Tests.Support;

namespace Pharos.Tests.Api.Callers;

/// <summary>What a member may do through a key is what the member's roles allow.</summary>
public sealed class PermissionTests(SharedServer shared)
{
    /// <summary>Needs no permission, and is about whoever calls it.</summary>
    private const string OwnProfile = "/member/info/reset";

    private static readonly string[] NoPermissionButWrites = [OwnProfile];

    [Fact]
    public async Task Every_operation_asks_for_the_permission_that_the_approved_table_says()
    {
        var owner = await shared.NewAccount();
        var columns = new List<(string Name, ApiClient Client)> { ("none", await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer)) };
        foreach (var permission in PermissionCatalogue.All)
            columns.Add((permission.Name, await MemberWith(owner, permission)));
        columns.AddRange(await BuiltIn(owner));

        var table = new System.Text.StringBuilder($"{"",-45} {string.Join(" | ", columns.Select(c => c.Name))}\n");
        foreach (var (method, path, _) in shared.Server.Operations().OrderBy(o => o.Path, StringComparer.Ordinal))
        {
            var cells = new List<string>();
            foreach (var (name, client) in columns)
            {
                // An empty request shows it: who may not call the operation is told so before anything is said of the request.
                var answer = await client.Call(method, path, []);
                cells.Add((answer.Code == "AccessDenied" ? "-" : "yes").PadRight(name.Length));
            }

            table.Append($"{method,-5}{path,-40} {string.Join(" | ", cells).TrimEnd()}\n");
        }

        await Contract.Approved.Is("permissions.approved.txt", table.ToString());
    }

    [Fact]
    public void What_writes_asks_for_a_permission_and_what_asks_for_none_only_reads()
    {
        Assert.Equal(NoPermissionButWrites, shared.Server.Operations().Where(o => o.Operation.Writes && o.Operation.Permission == Permissions.None).Select(o => o.Path));
    }

    private async Task<ApiClient> MemberWith(ApiClient owner, CataloguedPermission permission)
    {
        var role = await owner.Post("/role/upsert", new { role_name = permission.Name, permission_ids = new[] { permission.Id } });
        return await shared.Server.NewMember(owner.Caller.AccountId, new BuiltInRole(role.Data["role_id"]!.GetValue<long>(), permission.Name, permission.Permission, ""));
    }

    private async Task<IEnumerable<(string, ApiClient)>> BuiltIn(ApiClient owner)
    {
        var all = new List<(string, ApiClient)>();
        foreach (var role in BuiltInRoles.All.Where(r => r != BuiltInRoles.Viewer))
            all.Add((role.Name, await shared.Server.NewMember(owner.Caller.AccountId, role)));
        return all;
    }

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
        foreach (var (method, path, operation) in shared.Server.Operations().Where(o => o.Operation.Permission != Permissions.None))
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
        Assert.Equal(Permissions.StatusPagesEventsManage, BuiltInRoles.Allow([BuiltInRoles.Viewer.RoleId, BuiltInRoles.Responder.RoleId]));
        Assert.Equal(Permissions.All, BuiltInRoles.Allow([BuiltInRoles.Responder.RoleId, BuiltInRoles.Owner.RoleId]));
        Assert.Equal(Permissions.None, BuiltInRoles.Allow([99]));
    }

    private static void Denied(ApiAnswer answer, string path, Permissions permission)
    {
        Assert.True(answer is { Status: HttpStatusCode.Forbidden, Code: "AccessDenied" }, $"{path}: {answer.Text}");
        Assert.Contains(PermissionNames.Of(permission), answer.Message, StringComparison.Ordinal);
    }
}
