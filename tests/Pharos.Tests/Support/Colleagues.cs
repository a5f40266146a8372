using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Roles;

namespace Pharos.Tests.Support;

/// <summary>Members with roles that an account has made.</summary>
public static class Colleagues
{
    public static long Id(this ApiAnswer answer, string name) => answer.Data[name]!.GetValue<long>();

    public static async Task<long> NewRole(this ApiClient owner, string name, params long[] permissionIds) =>
        (await owner.Post("/role/upsert", new { role_name = name, permission_ids = permissionIds })).Id("role_id");

    /// <summary>A client with a new key of a member, which may do less than the member.</summary>
    internal static async Task<ApiClient> NewKey(this TestServer server, ApiClient member, ApiKeyLimits limits)
    {
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var key = await CreateApiKey.Info.Run(
            new CreateAppKeyRequest("narrowed", limits),
            server.Store.Operation(db, member.Caller, CancellationToken.None)
        );
        return new ApiClient(server.Http, key!.Key, member.Caller, member.Email);
    }

    /// <summary>A client of a new member who holds this role alone.</summary>
    public static Task<ApiClient> NewColleague(this TestServer server, ApiClient owner, long roleId) =>
        server.NewMember(owner.Caller.AccountId, new BuiltInRole(roleId, "", Permissions.None, Messages.SaysViewer));

    /// <summary>Invites a person and returns the link from the response.</summary>
    public static async Task<(long MemberId, string Link)> Invite(
        this ApiClient inviter,
        string email,
        params long[] roleIds
    )
    {
        var item = (
            await inviter.Post("/member/invite", new { members = new[] { new { email, role_ids = roleIds } } })
        ).Data["items"]![0]!;
        return (item["member_id"]!.GetValue<long>(), new Uri(item["invitation_url"]!.GetValue<string>()).AbsolutePath);
    }

    /// <summary>Of the member list, the one with this ID; null when it is not there.</summary>
    public static async Task<System.Text.Json.Nodes.JsonNode?> Listed(this ApiClient api, long memberId) =>
        (await api.Post("/member/list", new { limit = 100 })).Data["items"]!
            .AsArray()
            .SingleOrDefault(m => m!["member_id"]!.GetValue<long>() == memberId);
}
