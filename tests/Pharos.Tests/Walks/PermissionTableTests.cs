using System.Text;
using Pharos.Kernel;
using Pharos.Platform.Roles;
using Pharos.Tests.Support;

namespace Pharos.Tests.Walks;

/// <summary>Which permission, alone, opens which operation, as the server itself answers.</summary>
public sealed class PermissionTableTests(SharedServer shared)
{
    /// <summary>It concerns only the caller.</summary>
    private static readonly string[] NoPermissionButWrites = ["/channel/star", "/channel/unstar", "/member/info/reset"];

    [Fact]
    public async Task Every_operation_asks_for_the_permission_that_the_approved_table_says()
    {
        var owner = await shared.NewAccount();
        var columns = new List<(string Name, ApiClient Client)>
        {
            ("none", await shared.Server.NewMember(owner.Caller.AccountId, BuiltInRoles.Viewer)),
        };
        foreach (var permission in PermissionCatalogue.All)
            columns.Add((permission.Name, await MemberWith(owner, permission)));
        columns.AddRange(await BuiltIn(owner));

        var table = new StringBuilder($"{"", -45} {string.Join(" | ", columns.Select(c => c.Name))}\n");
        foreach (var (method, path, _) in shared.Server.Operations().OrderBy(o => o.Path, StringComparer.Ordinal))
        {
            var cells = new List<string>();
            foreach (var (name, client) in columns)
            {
                // An empty request shows it: permission is checked before the request.
                var answer = await client.Call(method, path, []);
                cells.Add((answer.Code == "AccessDenied" ? "-" : "yes").PadRight(name.Length));
            }

            table.Append($"{method, -5}{path, -40} {string.Join(" | ", cells).TrimEnd()}\n");
        }

        await Approved.Is("permissions.approved.txt", table.ToString());
    }

    [Fact]
    public void What_writes_asks_for_a_permission_and_what_asks_for_none_only_reads()
    {
        Assert.Equal(
            NoPermissionButWrites,
            shared
                .Server.Operations()
                .Where(o => o.Operation.Writes && o.Operation.Permission == Permissions.None)
                .Select(o => o.Path)
        );
    }

    private async Task<ApiClient> MemberWith(ApiClient owner, PermissionInfo permission)
    {
        var role = await owner.Post(
            "/role/upsert",
            new { role_name = permission.Name, permission_ids = new[] { permission.Id } }
        );
        return await shared.Server.NewMember(
            owner.Caller.AccountId,
            new BuiltInRole(
                role.Data["role_id"]!.GetValue<long>(),
                permission.Name,
                permission.Permission,
                Messages.SaysViewer
            )
        );
    }

    private async Task<IEnumerable<(string, ApiClient)>> BuiltIn(ApiClient owner)
    {
        var all = new List<(string, ApiClient)>();
        foreach (var role in BuiltInRoles.All.Where(r => r != BuiltInRoles.Viewer))
            all.Add((role.Name, await shared.Server.NewMember(owner.Caller.AccountId, role)));
        return all;
    }
}
