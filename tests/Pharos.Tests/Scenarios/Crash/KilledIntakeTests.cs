using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pharos.Kernel;
using Pharos.Tests.Support;

namespace Pharos.Tests.Scenarios.Crash;

/// <summary>
/// The real program, killed without warning while monitoring pushes events: each acknowledged event takes effect
/// exactly
/// once, each timer fires once, and no incident is half written.
/// </summary>
[Trait("Runs", "Once")]
public sealed class KilledIntakeTests(ITestOutputHelper output)
{
    private const int Senders = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(4)]
    [InlineData(100, Traits = ["Runs", "Full"])]
    public async Task Kills_lose_no_acknowledged_event_and_double_none(int kills)
    {
        var folder = Directory.CreateTempSubdirectory("pharos-crash-").FullName;
        var random = new Random(20261130);
        var apiKey = await FirstKey.Create("--data", folder);
        var acknowledged = new ConcurrentDictionary<string, bool>();
        string? push = null;
        for (var kill = 0; kill < kills; kill++)
        {
            await using var server = await PharosProcess.Serve("--data", folder);
            using var http = TestServer.NewHttpClient(server.Address);
            push ??= await Integrate(new ApiClient(http, apiKey, new Caller(0, 0, Permissions.All), ""));
            var (after, count) = (random.Next(1, 200), 0);
            var moment = new TaskCompletionSource();
            var senders = Enumerable
                .Range(0, Senders)
                .Select(sender => Send(http, push, $"k{kill}s{sender}", key =>
                    {
                        acknowledged[key] = true;
                        if (Interlocked.Increment(ref count) == after)
                            moment.SetResult();
                    }))
                .ToList();
            await moment.Task;
            await server.Kill();
            await Task.WhenAll(senders);
        }

        await using (await PharosProcess.Serve("--data", folder))
            await Eventually.True(
                async () =>
                    await Count(folder, "SELECT count(*) FROM pushes") == 0
                    && await Count(folder, "SELECT count(*) FROM timers") == 0,
                Limit
            );

        await AssertWhole(folder, acknowledged.Keys);
        output.WriteLine($"{kills} kills, {acknowledged.Count} events acknowledged");
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A space whose incidents close after a second, so that timers fire all the time.</summary>
    private static async Task<string> Integrate(ApiClient api)
    {
        var space = await api.Post(
            "/channel/create",
            new
            {
                channel_name = "Crash",
                team_id = 0,
                auto_resolve_timeout = 1,
            }
        );
        var made = await api.Post(
            "/datasource/upsert",
            new
            {
                plugin_type = "standard",
                name = "Crash",
                settings = new { channel_id = space.Id("channel_id") },
            }
        );
        return $"/event/push/alert/standard?integration_key={made.Data["integration_key"]!.GetValue<string>()}";
    }

    private static async Task Send(HttpClient http, string address, string prefix, Action<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var key = $"{prefix}n{i}";
            using var body = new StringContent(
                JsonSerializer.Serialize(
                    new
                    {
                        title_rule = key,
                        event_status = "Warning",
                        alert_key = key,
                    }
                ),
                Encoding.UTF8,
                "application/json"
            );
            try
            {
                using var answer = await http.PostAsync(address, body);
                if (answer.IsSuccessStatusCode)
                    acknowledged(key);
            }
            catch (HttpRequestException)
            {
                return; // Killed.
            }
        }
    }

    private static async Task AssertWhole(string folder, IEnumerable<string> acknowledged)
    {
        var alerts = await Column(folder, "SELECT alert_key FROM alerts");
        Assert.Empty(acknowledged.Except(alerts));
        Assert.Equal(alerts.Count, alerts.Distinct().Count());
        Assert.Equal(alerts.Count, await Count(folder, "SELECT count(*) FROM alert_events"));
        Assert.Equal(alerts.Count, await Count(folder, "SELECT count(*) FROM incidents"));
        Assert.Equal(
            0,
            await Count(
                folder,
                """
                SELECT count(*) FROM incidents i WHERE progress <> 'Closed' OR alert_count <> 1
                    OR (SELECT count(*) FROM timeline_entries e WHERE e.ref_id = i.incident_id AND type = 'i_new') <> 1
                    OR (SELECT count(*) FROM timeline_entries e WHERE e.ref_id = i.incident_id AND type = 'i_rslv') <> 1
                """
            )
        );
    }

    private static async Task<long> Count(string folder, string sql) =>
        long.Parse((await Column(folder, sql))[0], System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<string>> Column(string folder, string sql)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, "pharos.db"),
                Pooling = false,
                DefaultTimeout = 30,
            }.ToString()
        );
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await rows.ReadAsync())
            values.Add(rows.GetString(0));
        return values;
    }
}
