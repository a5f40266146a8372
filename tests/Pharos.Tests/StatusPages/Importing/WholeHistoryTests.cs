using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Tests.Support;

namespace Pharos.Tests.StatusPages.Importing;

/// <summary>
/// A real history, not part of this project: the environment variable <c>PHAROS_TEST_HISTORY</c> names the file. Every
/// event of it is read back over HTTPS and compared with the file itself, by rules that are repeated here.
/// </summary>
public sealed class WholeHistoryTests
{
    [Fact]
    public async Task Every_event_of_a_real_history_is_read_back_as_it_went_in()
    {
        var file = HistoryOrSkip();
        var events = (await File.ReadAllLinesAsync(file))
            .Where(line => line.Length > 0)
            .Select(line => JsonNode.Parse(line)!)
            .ToList();
        var named = events.SelectMany(Components).Distinct().ToList();
        // Of its own: an import is one transaction, and on SQLite everybody else would wait for it.
        await using var server = await TestServer.Start();
        var api = await server.NewAccount();
        var slug = "history-" + Guid.NewGuid().ToString("N");
        string[] arguments = ["import", file, "--page", slug, .. server.CommandPlace];

        var imported = await PharosCommand.Run([.. arguments, "--create-page", "History", "--email", api.Email]);
        var again = await PharosCommand.Run(arguments);

        Assert.Equal(
            $"{events.Count} events imported, 0 already there, {named.Count} components created\n",
            imported.Out
        );
        Assert.Equal($"0 events imported, {events.Count} already there, 0 components created\n", again.Out);
        var page = (await api.Get("/status-page/list")).Data["items"]![0]!;
        var pageId = page["page_id"]!.GetValue<long>();
        Assert.Equal(
            named.Order(StringComparer.Ordinal),
            page["components"]!.AsArray().Select(c => c!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)
        );
        await using var db = await server.Store.Databases.CreateDbContextAsync();
        var ids = await db.Changes.Where(c => c.PageId == pageId).ToDictionaryAsync(c => c.SourceId!, c => c.ChangeId);
        Assert.Equal(events.Count, ids.Count);
        foreach (var @event in events)
        {
            var info = await api.Get(
                "/status-page/change/info",
                ("page_id", pageId),
                ("change_id", ids[@event["id"]!.GetValue<string>()])
            );
            Assert.Equal(Expected(@event), Read(info.Data));
        }
    }

    internal static string HistoryOrSkip()
    {
        var file = Environment.GetEnvironmentVariable("PHAROS_TEST_HISTORY");
        if (!string.IsNullOrEmpty(file) && File.Exists(file))
            return file;
        var missing = string.IsNullOrEmpty(file)
            ? "PHAROS_TEST_HISTORY names no history file"
            : $"there is no history file {file}";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(missing);
        Assert.Skip(missing);
        return "";
    }

    /// <summary>What an event of the file is to be read back as, one line for each thing it says.</summary>
    private static List<string> Expected(JsonNode e)
    {
        var maintenance = Text(e, "impact") == "maintenance";
        var impact = Text(e, "impact") switch
        {
            "minor" => "degraded",
            "major" => "partial_outage",
            "critical" => "full_outage",
            _ => "operational",
        };
        var updates = e["updates"]!
            .AsArray()
            .Select(u => (At: Seconds(u!, "at"), Status: Status(Text(u!, "status")), Message: Text(u!, "message")))
            .ToList();
        if (updates.Count == 1)
            updates.Insert(0, (Seconds(e, "started_at"), maintenance ? "scheduled" : "investigating", ""));
        List<string> lines =
        [
            $"{Text(e, "title")} | {(maintenance ? "maintenance | completed" : "incident | resolved")} | "
                + $"retrospective {true}",
            $"from {Seconds(e, "started_at")} to {Seconds(e, "resolved_at")}",
            updates.Select(u => u.Message).First(m => m.Length > 0),
            string.Join(',', Components(e).Order(StringComparer.Ordinal).Select(name => name + "=operational")),
        ];
        for (var i = 0; i < updates.Count; i++)
        {
            var (at, status, message) = updates[i];
            var shown = (i, status) switch
            {
                (_, "resolved" or "completed") => "operational",
                (_, "ongoing") => "under_maintenance",
                (0, _) => maintenance ? "operational" : impact,
                _ => null,
            };
            var changes = Components(e).Order(StringComparer.Ordinal).Select(name => $"{name}={shown}");
            lines.Add($"{at} | {status} | {message} | {(shown is null ? "" : string.Join(',', changes))}");
        }

        return lines;
    }

    private static List<string> Read(JsonObject info) =>
        [
            $"{Text(info, "title")} | {Text(info, "type")} | {Text(info, "status")} | retrospective "
                + info["is_retrospective"]!.GetValue<bool>(),
            $"from {info["start_at_seconds"]} to {info["close_at_seconds"]}",
            Text(info, "description"),
            States(info["affected_components"]!, "name"),
            .. info["updates"]!
                .AsArray()
                .Select(u =>
                    $"{u!["at_seconds"]} | {u["status"]} | {Text(u, "description")} | "
                    + States(u["component_changes"]!, "component_name")
                ),
        ];

    private static string States(JsonNode components, string name) =>
        string.Join(
            ',',
            components
                .AsArray()
                .OrderBy(c => Text(c!, name), StringComparer.Ordinal)
                .Select(c => $"{Text(c!, name)}={Text(c!, "status")}")
        );

    private static IEnumerable<string> Components(JsonNode e) =>
        e["components"] is JsonArray { Count: > 0 } names ? names.Select(n => n!.GetValue<string>()) : ["Other"];

    private static string? Status(string name) =>
        name switch
        {
            "Update" => null,
            "In progress" => "ongoing",
            _ => name.ToLowerInvariant(),
        };

    private static string Text(JsonNode node, string field) => node[field]?.GetValue<string>() ?? "";

    private static long Seconds(JsonNode node, string field) =>
        node[field]!.GetValue<DateTimeOffset>().ToUnixTimeSeconds();
}
