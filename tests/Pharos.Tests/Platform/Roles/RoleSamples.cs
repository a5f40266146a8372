using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Roles;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class RoleSamples
{
    [Sample("/role/list")]
    public static object List(SamplePage page) => new { orderby = "updated_at", asc = true };

    [Sample("/role/info")]
    [Sample("/role/delete")]
    [Sample("/role/disable")]
    [Sample("/role/enable")]
    public static object Info(SamplePage page) => new { role_id = page.RoleId };

    [Sample("/role/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            role_id = page.RoleId,
            role_name = "Publishers",
            description = "They publish.",
            permission_ids = new[] { 101, 102 },
        };

    [Sample("/role/member/grant")]
    [Sample("/role/member/revoke")]
    public static object MemberGrant(SamplePage page) =>
        new { role_id = page.RoleId, member_ids = new[] { page.MemberId } };

    [Sample("/role/permission/list")]
    public static object PermissionList(SamplePage page) => new { role_ids = new[] { page.RoleId }, with_all = true };

    [Sample("/role/permission/factor/list")]
    public static object PermissionFactorList(SamplePage page) => new { factor_types = new[] { "api" } };

    [HostileSample("/role/list")]
    public static JsonObject HostileList(HostileWorld world) => new() { ["orderby"] = "created_at", ["asc"] = false };

    [HostileSample("/role/info")]
    [HostileSample("/role/delete")]
    [HostileSample("/role/disable")]
    [HostileSample("/role/enable")]
    public static JsonObject HostileInfo(HostileWorld world) => new() { ["role_id"] = world.RoleId };

    [HostileSample("/role/upsert", ZeroMeansNone = ["role_id"])]
    public static JsonObject HostileUpsert(HostileWorld world) =>
        new()
        {
            ["role_id"] = world.RoleId,
            ["role_name"] = "Writers",
            ["description"] = "They write.",
            ["permission_ids"] = new JsonArray(101, 102),
        };

    [HostileSample("/role/member/grant")]
    [HostileSample("/role/member/revoke")]
    public static JsonObject HostileMemberGrant(HostileWorld world) =>
        new() { ["role_id"] = world.RoleId, ["member_ids"] = new JsonArray(world.MemberId) };

    [HostileSample("/role/permission/list")]
    public static JsonObject HostilePermissionList(HostileWorld world) =>
        new() { ["role_ids"] = new JsonArray(world.RoleId), ["with_all"] = true };

    [HostileSample("/role/permission/factor/list")]
    public static JsonObject HostilePermissionFactorList(HostileWorld world) =>
        new() { ["factor_types"] = new JsonArray("api", "visit") };
}
