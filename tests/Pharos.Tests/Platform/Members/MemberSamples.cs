using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Members;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class MemberSamples
{
    [Sample("/member/info")]
    public static object Info(SamplePage page) => new { };

    [Sample("/member/info/reset")]
    public static object InfoReset(SamplePage page) =>
        new
        {
            member_id = page.Api.Caller.MemberId,
            member_name = "Alice B",
            email = page.Api.Email,
            phone = "+49 30 1234567",
            country_code = "DE",
            avatar = "https://example.com/a.png",
            locale = "zh-CN",
            time_zone = "Europe/Berlin",
        };

    [Sample("/member/list")]
    public static object List(SamplePage page) =>
        new
        {
            role_id = page.RoleId,
            p = 1,
            limit = 10,
            orderby = "updated_at",
            asc = true,
            query = "BO",
        };

    [Sample("/member/invite")]
    public static object Invite(SamplePage page) =>
        new
        {
            from = "console",
            members = new[]
            {
                new
                {
                    member_name = "Carol",
                    email = $"{Guid.NewGuid():N}@example.com",
                    phone = "+1 555 0100",
                    country_code = "US",
                    role_ids = new[] { page.RoleId },
                    locale = "en-US",
                    time_zone = "UTC",
                    ref_id = Guid.NewGuid().ToString("N"),
                },
            },
        };

    [Sample("/member/delete")]
    public static object Delete(SamplePage page) => new { member_id = page.MemberId };

    [Sample("/member/role/grant")]
    [Sample("/member/role/revoke")]
    [Sample("/member/role/update")]
    public static object RoleGrant(SamplePage page) =>
        new { member_id = page.MemberId, role_ids = new[] { page.RoleId } };

    [Sample("/person/infos")]
    public static object Persons(SamplePage page) =>
        new { person_ids = new[] { page.MemberId, page.Api.Caller.MemberId } };

    [HostileSample("/member/info")]
    public static JsonObject HostileInfo(HostileWorld world) => [];

    [HostileSample("/member/info/reset")]
    public static JsonObject HostileInfoReset(HostileWorld world) =>
        new()
        {
            ["member_id"] = world.Owner.Caller.MemberId,
            ["member_name"] = "Alice",
            ["email"] = world.Owner.Email,
            ["phone"] = "+49301234567",
            ["country_code"] = "DE",
            ["avatar"] = "https://example.com/a.png",
            ["locale"] = "zh-CN",
            ["time_zone"] = "UTC",
        };

    [HostileSample("/member/list")]
    public static JsonObject HostileList(HostileWorld world) =>
        new()
        {
            ["role_id"] = world.RoleId,
            ["p"] = 1,
            ["limit"] = 10,
            ["orderby"] = "updated_at",
            ["asc"] = true,
            ["query"] = "er",
        };

    [HostileSample("/member/invite", AlsoRequired = ["members.0.email"])]
    public static JsonObject HostileInvite(HostileWorld world) =>
        new()
        {
            ["from"] = "console",
            ["members"] = new JsonArray(
                new JsonObject
                {
                    ["member_name"] = "Frank",
                    ["email"] = $"{Guid.NewGuid():N}@example.com",
                    ["phone"] = "5550100",
                    ["country_code"] = "US",
                    ["role_ids"] = new JsonArray(world.RoleId),
                    ["locale"] = "en-US",
                    ["time_zone"] = "UTC",
                    ["ref_id"] = Guid.NewGuid().ToString("N"),
                }
            ),
        };

    [HostileSample("/member/delete", AlsoRequired = ["member_id"])]
    public static JsonObject HostileDelete(HostileWorld world) => new() { ["member_id"] = world.MemberId };

    [HostileSample("/member/role/grant")]
    [HostileSample("/member/role/revoke")]
    [HostileSample("/member/role/update")]
    public static JsonObject HostileRoleGrant(HostileWorld world) =>
        new() { ["member_id"] = world.MemberId, ["role_ids"] = new JsonArray(world.RoleId) };

    [HostileSample("/person/infos", FindsWhatThereIs = true)]
    public static JsonObject HostilePersons(HostileWorld world) =>
        new() { ["person_ids"] = new JsonArray(world.MemberId, world.Owner.Caller.MemberId) };
}
