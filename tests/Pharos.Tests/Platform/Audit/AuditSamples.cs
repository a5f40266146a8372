using System.Text.Json.Nodes;
using Pharos.Kernel;
using Pharos.Tests.Scenarios.Hostile;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

/// <summary>Sample requests, for the tests that walk all operations.</summary>
internal static class AuditSamples
{
    [Sample("/audit/operation/list")]
    public static object OperationList(SamplePage page) => new { };

    [Sample("/audit/search")]
    public static object Search(SamplePage page) =>
        new
        {
            start_time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - 3600,
            end_time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 3600,
            limit = 10,
            request_id = page.RequestId,
            search_after_ctx = "",
            operations = new[] { "section:write:upsert" },
            person_id = page.Api.Caller.MemberId,
            is_dangerous = false,
            is_write = true,
        };

    [HostileSample("/audit/search", ZeroMeansNone = ["person_id"], FindsWhatThereIs = true)]
    public static JsonObject HostileSearch(HostileWorld world) =>
        new()
        {
            ["start_time"] = world.Now - 86400,
            ["end_time"] = world.Now + 86400,
            ["limit"] = 10,
            ["request_id"] = Ids.NewUlid(TimeProvider.System),
            ["search_after_ctx"] = "",
            ["operations"] = new JsonArray("page:write:create", "change:write:create"),
            ["person_id"] = world.Owner.Caller.MemberId,
            ["is_dangerous"] = true,
            ["is_write"] = true,
        };

    [HostileSample("/audit/operation/list")]
    public static JsonObject HostileOperationList(HostileWorld world) => [];
}
