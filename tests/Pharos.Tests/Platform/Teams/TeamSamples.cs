using System.Text.Json.Nodes;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Teams;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class TeamSamples
{
    [Sample("/team/info")]
    [Sample("/team/delete")]
    public static object Info(SamplePage page) => new { team_id = page.TeamId };

    [Sample("/team/infos")]
    public static object Infos(SamplePage page) => new { team_ids = new[] { page.TeamId } };

    [Sample("/team/list")]
    public static object List(SamplePage page) =>
        new
        {
            p = 1,
            limit = 10,
            orderby = "team_name",
            asc = true,
            person_id = page.MemberId,
        };

    [Sample("/team/upsert")]
    public static object Upsert(SamplePage page) =>
        new
        {
            team_id = page.TeamId,
            team_name = "Backend",
            description = "They keep it up.",
            person_ids = new[] { page.MemberId, page.Api.Caller.MemberId },
            emails = new[] { $"{Guid.NewGuid():N}@example.com" },
            phones = Array.Empty<string>(),
            countryCode = "DE",
            ref_id = Guid.NewGuid().ToString("N"),
            reset_if_name_exist = true,
        };

    [HostileSample("/team/info", AlsoRequired = ["team_id"])]
    [HostileSample("/team/delete", AlsoRequired = ["team_id"])]
    public static JsonObject HostileInfo(HostileWorld world) => new() { ["team_id"] = world.TeamId };

    [HostileSample("/team/infos", FindsWhatThereIs = true)]
    public static JsonObject HostileInfos(HostileWorld world) => new() { ["team_ids"] = new JsonArray(world.TeamId) };

    [HostileSample("/team/list")]
    public static JsonObject HostileList(HostileWorld world) =>
        new()
        {
            ["p"] = 1,
            ["limit"] = 10,
            ["orderby"] = "team_name",
            ["asc"] = true,
            ["person_id"] = world.MemberId,
            ["query"] = "back",
        };

    [HostileSample("/team/upsert", ZeroMeansNone = ["team_id"])]
    public static JsonObject HostileUpsert(HostileWorld world) =>
        new()
        {
            ["team_id"] = world.TeamId,
            ["team_name"] = "Frontend",
            ["description"] = "The site.",
            ["person_ids"] = new JsonArray(world.MemberId),
            ["emails"] = new JsonArray("grace@example.com"),
            ["countryCode"] = "DE",
            ["ref_id"] = "hr-1",
            ["reset_if_name_exist"] = false,
        };
}
