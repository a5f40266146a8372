using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Host;
using Pharos.Kernel;
using Pharos.Platform.Audit;

namespace Pharos.Bench;

/// <summary>
/// <c>POST /audit/search</c> over ten million entries, compared with the same SQL without a server, and with a log of
/// ten thousand entries.
/// </summary>
internal static class AuditBench
{
    private const int Few = 10_000;
    private const int Warm = 50;
    private const int Times = 300;

    /// <summary>Milliseconds between two entries: ten million span 81 days.</summary>
    private const int Interval = 700;

    private static readonly int Lines = int.TryParse(
        Environment.GetEnvironmentVariable("LINES"),
        CultureInfo.InvariantCulture,
        out var value
    )
        ? value
        : 10_000_000;

    private const string Columns =
        "audit_id, member_id, member_name, key_id, key_name, door, client_address, request_id, operation, "
        + "is_dangerous, is_write, about, body";

    private const string Body =
        """{"page_id":5750613685214,"change_id":8021556112048,"title":"Elevated error rates"}""";

    private static readonly (string Name, string Where, string Field, JsonNode Value)[] Pages =
    [
        ("the first page", "", "limit", 20),
        ("a page in the middle", "", "search_after_ctx", ""),
        (
            "the first page of one operation",
            " AND operation = 'role:write:disable'",
            "operations",
            new JsonArray("role:write:disable")
        ),
        ("the first page of one member", " AND member_id = 7", "person_id", 7),
        ("the first dangerous page", " AND is_dangerous", "is_dangerous", true),
    ];

    public static async Task Run()
    {
        await using var few = await Seed.Make(1);
        await using var many = await Seed.Make(1);
        await Fill(few, Few);
        var watch = Stopwatch.StartNew();
        await Fill(many, Lines);
        System.Console.WriteLine(
            $"/audit/search, {Lines:N0} entries, {Postgres.Kind}, filled in {watch.Elapsed.TotalSeconds:F0} "
                + "s; medians in ms"
        );
        await using var server = await Server.Pharos(many.Arguments);
        await using var serverOfFew = await Server.Pharos(few.Arguments);
        using var http = Server.Client(server.Address);
        using var httpOfFew = Server.Client(serverOfFew.Address);
        await using var store = await many.Open();
        await using var db = await store.Databases.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        foreach (var (name, where, field, value) in Pages)
        {
            var half = field == "search_after_ctx";
            var (before, beforeOfFew) = half ? (await Middle(many), await Middle(few)) : (long.MaxValue, long.MaxValue);
            var (api, hand, small) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < Warm + Times; i++)
            {
                api.Add(await Ask(http, many, field, half ? AuditCursor.Create(before) : value));
                hand.Add(await Query(db, many, where, before));
                small.Add(await Ask(httpOfFew, few, field, half ? AuditCursor.Create(beforeOfFew) : value));
            }

            var (own, bare, ofFew) = (
                Load.Median(api.Skip(Warm)),
                Load.Median(hand.Skip(Warm)),
                Load.Median(small.Skip(Warm))
            );
            System.Console.WriteLine(
                $"  {name}: {own:F2}, SQL without a server {bare:F2}: ratio {own / bare:F1}; with "
                    + $"{Few:N0} entries {ofFew:F2}: ratio {own / ofFew:F2}"
            );
        }
    }

    private static async Task Fill(Seed seed, int lines)
    {
        await using var store = await seed.Open();
        await using var db = await store.Databases.CreateDbContextAsync();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.OpenConnectionAsync();
        if (db.Database.IsSqlite())
            await db.Database.ExecuteSqlRawAsync("PRAGMA synchronous=OFF; PRAGMA cache_size=-400000");
        var catalogue = new AuditCatalogue(PharosOperations.All).All;
        var operations = string.Join(" ", catalogue.Select((o, i) => $"WHEN {i} THEN '{o.Name}'"));
        var first = store.Clock.GetUtcNow().ToUnixTimeMilliseconds() - ((long)lines * Interval);
        var sql = $$"""
            WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {1})
            INSERT INTO audit (account_id, {{Columns}})
            SELECT {0}, (({2} + i * {{Interval}}) * 1048576) + i % 1000, i % 50, 'Member ' || (i % 50),
              '01KC3GAZ6ZJE40H55GM31RPWZE', 'ci', 'api', '192.0.2.1', '01KC' || (i + 100000000000),
              CASE i % {{catalogue.Count}} {{operations}} END, i % 20 = 0, true, 'Elevated error rates', {3} FROM n
            """;
        // Creating the indexes after filling the table takes a minute or two for ten million rows.
        var indexes = await db
            .Database.SqlQueryRaw<string>(
                db.Database.IsSqlite()
                    ? "SELECT sql AS \"Value\" FROM sqlite_master "
                        + "WHERE tbl_name = 'audit' AND type = 'index' AND sql IS NOT NULL"
                    : "SELECT indexdef AS \"Value\" FROM pg_indexes "
                        + "WHERE tablename = 'audit' AND indexname <> 'PK_audit'"
            )
            .ToListAsync();
        foreach (var index in db.Model.FindEntityType(typeof(AuditRow))!.GetIndexes())
            await Execute(db, $"DROP INDEX \"{index.GetDatabaseName()}\"");
        await db.Database.ExecuteSqlRawAsync(sql, seed.Owner.AccountId, lines, first, Body);
        foreach (var index in indexes)
            await Execute(db, index);
        await Postgres.Analyze(db);
    }

    private static async Task Execute(PharosDb db, string sql)
    {
        await using var command = db.Command(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Middle(Seed seed)
    {
        await using var store = await seed.Open();
        await using var db = await store.Databases.CreateDbContextAsync();
        var (oldest, newest) = (await db.Audit.MinAsync(a => a.AuditId), await db.Audit.MaxAsync(a => a.AuditId));
        return oldest + ((newest - oldest) / 2);
    }

    private static async Task<double> Ask(HttpClient http, Seed seed, string field, JsonNode value)
    {
        var now = DateTimeOffset
            .FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds())
            .ToUnixTimeSeconds();
        var request = new JsonObject
        {
            ["start_time"] = now - (89 * 86400),
            ["end_time"] = now + 3600,
            [field] = value.DeepClone(),
        };
        var watch = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync("/audit/search?app_key=" + seed.Key, request);
        var text = await response.Content.ReadAsStringAsync();
        var time = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        return JsonNode.Parse(text)?["data"]?["docs"]?.AsArray().Count == 20
            ? time
            : throw new InvalidOperationException(text);
    }

    /// <summary>Reads the rows of the page and the count up to a thousand.</summary>
    private static async Task<double> Query(PharosDb db, Seed seed, string where, long before)
    {
        var from = (TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() - (89L * 86400_000)) << 20;
        var matching = $"FROM audit WHERE account_id = @account AND audit_id >= @from{where}";
        var watch = Stopwatch.GetTimestamp();
        await using var page = Command(
            $"SELECT {Columns} {matching} AND audit_id < @before ORDER BY audit_id DESC LIMIT 21"
        );
        await using var count = Command($"SELECT count(*) FROM (SELECT 1 {matching} LIMIT 1000) AS some");
        await using (var reader = await page.ExecuteReaderAsync())
        {
            var values = new object[reader.FieldCount];
            while (await reader.ReadAsync())
                reader.GetValues(values);
        }

        await count.ExecuteScalarAsync();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;

        DbCommand Command(string sql) =>
            db.Command(sql, ("@account", seed.Owner.AccountId), ("@from", from), ("@before", before));
    }
}
