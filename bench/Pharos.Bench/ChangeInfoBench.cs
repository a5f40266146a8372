using System.Diagnostics;

namespace Pharos.Bench;

/// <summary>
/// <c>GET /status-page/change/info</c> with a valid key, compared with bare Kestrel and with more events on the page.
/// </summary>
internal static class ChangeInfoBench
{
    private const int Few = 100;
    private const int Many = 100_000;

    public static async Task Run()
    {
        await using var few = await Seed.Make(Few);
        await using var many = await Seed.Make(Few, Many - Few);
        await using var pharos = await Server.Pharos(few.Arguments);
        await using var pharosMany = await Server.Pharos(many.Arguments);

        var address = few.ChangeInfo(pharos.Address, few.ChangeIds[Few / 2]);
        var addressMany = many.ChangeInfo(pharosMany.Address, many.ChangeIds[Many / 2]);
        var (bare, length) = await BareServer.Start(address, few.Folder, []);
        await using var _ = bare;

        var cold = await Cold(few, pharos);
        var coldMany = await Cold(many, pharosMany);
        var rates = await Load.InTurns(
            new(pharos, address),
            new(bare, bare.Address.ToString()),
            new(pharosMany, addressMany)
        );
        System.Console.WriteLine($"change/info, {length} bytes: {rates[0].CompareWith(rates[1], "0.70")}");
        System.Console.WriteLine(
            $"change/info, event in memory, {Many:N0} events on the page: cost "
                + $"{rates[0].PerSecond / rates[2].PerSecond:F2} times that with {Few} (target 1.10)"
        );
        System.Console.WriteLine(
            $"change/info, event read from the database, {Many:N0} events on the page: cost "
                + $"{coldMany / cold:F2} times that with {Few}"
        );
    }

    /// <summary>Median time in milliseconds of the first read of an event.</summary>
    private static async Task<double> Cold(Seed seed, Server server)
    {
        using var http = Server.Client(server.Address);
        var times = new List<double>();
        for (var i = 0; i < Few; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await http.GetByteArrayAsync(
                seed.ChangeInfo(server.Address, seed.ChangeIds[i * (seed.ChangeIds.Count / Few)])
            );
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        return Load.Median(times.Skip(Few / 2));
    }
}
