using System.Diagnostics;

namespace Pharos.Bench;

/// <summary><c>GET /status-page/change/info</c> with a valid key: beside bare Kestrel, and as the page's events grow.</summary>
internal static class ChangeInfoBench
{
    private const int Few = 100;
    private const int Many = 100_000;

    public static async Task Run()
    {
        using var few = await Seed.Make(Few);
        using var many = await Seed.Make(Many);
        await using var pharos = await Server.Pharos(few.Folder);
        await using var pharosMany = await Server.Pharos(many.Folder);

        var address = few.ChangeInfo(pharos.Address, few.ChangeIds[Few / 2]);
        var addressMany = many.ChangeInfo(pharosMany.Address, many.ChangeIds[Many / 2]);
        var body = Path.Combine(few.Folder, "body.json");
        using (var http = Server.Client(pharos.Address))
            await File.WriteAllBytesAsync(body, await http.GetByteArrayAsync(address));
        await using var bare = await Server.Comparison("bare", few.Folder, body);

        var cold = await Cold(few, pharos);
        var coldMany = await Cold(many, pharosMany);
        var rates = await Load.InTurns(address, bare.Address.ToString(), addressMany);
        System.Console.WriteLine($"change/info, {new FileInfo(body).Length} bytes: {rates[0]:N0} requests/s, bare Kestrel {rates[1]:N0}: ratio {rates[0] / rates[1]:F2} (target 0.70)");
        System.Console.WriteLine($"change/info, event in memory, {Many:N0} events on the page: cost {rates[0] / rates[2]:F2} times that with {Few} (target 1.10)");
        System.Console.WriteLine($"change/info, event read from the database, {Many:N0} events on the page: cost {coldMany / cold:F2} times that with {Few}");
    }

    /// <summary>Median milliseconds of the first read of different events, one after the other.</summary>
    private static async Task<double> Cold(Seed seed, Server server)
    {
        using var http = Server.Client(server.Address);
        var times = new List<double>();
        for (var i = 0; i < Few; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(seed.ChangeInfo(server.Address, seed.ChangeIds[i * (seed.ChangeIds.Count / Few)]));
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return Load.Median(times.Skip(Few / 2));
    }
}
