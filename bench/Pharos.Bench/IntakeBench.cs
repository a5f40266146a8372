using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pharos.Database;
using Pharos.Http;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Spaces;

namespace Pharos.Bench;

/// <summary>
/// Acknowledged alert events per second over HTTPS, compared with a bare program that appends the same bytes to a file
/// and shares flushes.
/// </summary>
internal static class IntakeBench
{
    private const int Connections = 16;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(1);
        var path = "/event/push/alert/standard?integration_key=" + await Key(seed);
        await using var pharos = await Server.Pharos(seed.Arguments);
        await using var bare = await Server.Comparison("append", seed.Folder);
        System.Console.WriteLine($"intake over HTTPS, {Connections} connections, standard events");
        foreach (var perRequest in (int[])[1, 64])
        {
            foreach (
                var (name, status, isNew) in ((string, string, bool)[])
                    [("new keys", "Critical", true), ("known keys", "Critical", false), ("resolves", "Ok", false)]
            )
                await Compare(pharos, bare, path, $"{perRequest} per request, {name}", perRequest, status, isNew);
        }

        System.Console.WriteLine($"intake: peak memory of the server {pharos.PeakMiB():F0} MiB (target 300)");
    }

    private static async Task Compare(
        Server pharos,
        Server bare,
        string path,
        string name,
        int perRequest,
        string status,
        bool isNew
    )
    {
        var rates = (Ours: new List<double>(), Bare: new List<double>());
        for (var round = -1; round < Load.Rounds; round++)
        {
            var ours = await Push(pharos, path, perRequest, status, isNew, round);
            var theirs = await Push(bare, path, perRequest, status, isNew, round);
            if (round < 0)
                continue;
            rates.Ours.Add(ours);
            rates.Bare.Add(theirs);
        }

        var (a, b) = (Load.Median(rates.Ours), Load.Median(rates.Bare));
        System.Console.WriteLine($"  {name}: {a:N0} events/s, bare {b:N0}: ratio {a / b:F2} (target 0.50)");
    }

    private static async Task<double> Push(
        Server server,
        string path,
        int perRequest,
        string status,
        bool isNew,
        int round
    )
    {
        using var http = Server.Client(server.Address);
        var sent = 0L;
        var watch = Stopwatch.StartNew();
        var senders = Enumerable
            .Range(0, Connections)
            .Select(async sender =>
            {
                for (var i = 0; watch.Elapsed.TotalSeconds < Load.Seconds; i++)
                {
                    // Known keys come from a thousand that repeat.
                    var prefix = isNew ? $"r{round}s{sender}i{i}" : $"k{((sender * 64) + i) % 1000}";
                    using var body = new StringContent(
                        Events(prefix, perRequest, status),
                        Encoding.UTF8,
                        "application/json"
                    );
                    using var answer = await http.PostAsync(path, body);
                    answer.EnsureSuccessStatusCode();
                    Interlocked.Add(ref sent, perRequest);
                }
            });
        await Task.WhenAll(senders);
        return sent / watch.Elapsed.TotalSeconds;
    }

    private static string Events(string prefix, int count, string status)
    {
        var events = Enumerable
            .Range(0, count)
            .Select(i => new
            {
                title_rule = $"Disk full on {prefix}",
                event_status = status,
                alert_key = $"{prefix}-{i}",
                labels = new { host = prefix, check = "disk" },
            });
        return JsonSerializer.Serialize(events);
    }

    private static async Task<string> Key(Seed seed)
    {
        await using var store = await Store.Open(
            seed.Folder,
            seed.Database,
            TimeProvider.System,
            CancellationToken.None
        );
        await using var db = await store.Databases.CreateDbContextAsync(CancellationToken.None);
        var op = store.Operation(db, seed.Owner, CancellationToken.None);
        var space = await CreateSpace.Info.Run(new CreateSpaceRequest { ChannelName = "Bench", TeamId = 0 }, op);
        var made = await UpsertIntegration.Info.Run(
            new UpsertIntegrationRequest
            {
                Name = "Bench",
                PluginType = IntegrationType.Standard,
                Settings = new IntegrationSettings { ChannelId = space.ChannelId },
            },
            op
        );
        return made.IntegrationKey;
    }
}
