using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Audit;
using Pharos.Tests.Support;

namespace Pharos.Tests.Platform.Audit;

/// <summary>The audit log as tests read it.</summary>
internal static class AuditLog
{
    /// <summary>All lines of an account, the oldest first.</summary>
    public static async Task<List<AuditRow>> Lines(this Store store, long accountId)
    {
        await using var db = await store.Databases.CreateDbContextAsync();
        return await db.Audit.AsNoTracking().Where(a => a.AccountId == accountId).OrderBy(a => a.AuditId).ToListAsync();
    }

    public static async Task<List<AuditRow>> LinesOf(this Store store, long accountId, string requestId) =>
        [.. (await store.Lines(accountId)).Where(a => a.RequestId == requestId)];

    public static string RequestId(this ApiAnswer answer) => answer.Headers.GetValues("Flashcat-Request-Id").Single();

    /// <summary>A search from a day before now to a day after, but for what is added.</summary>
    public static Task<ApiAnswer> Search(
        this ApiClient api,
        TestServer server,
        params ReadOnlySpan<(string Name, JsonNode? Value)> more
    )
    {
        var request = new JsonObject
        {
            ["start_time"] = server.Store.Clock.Seconds() - 86400,
            ["end_time"] = server.Store.Clock.Seconds() + 86400,
        };
        foreach (var (name, value) in more)
            request[name] = value;
        return api.Post("/audit/search", request.ToJsonString());
    }

    public static IReadOnlyList<JsonNode> Docs(this ApiAnswer answer) =>
        [.. answer.Data["docs"]!.AsArray().Select(d => d!)];

    public static IReadOnlyList<string> Operations(this ApiAnswer answer) =>
        [.. answer.Docs().Select(d => d["operation"]!.GetValue<string>())];
}
