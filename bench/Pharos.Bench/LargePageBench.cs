using System.Globalization;

namespace Pharos.Bench;

/// <summary>Response times of a page with 1,000 components and 100,000 events.</summary>
internal static class LargePageBench
{
    public static async Task Run()
    {
        await using var seed = await Seed.Make(inWindow: 2500, older: 97_500, componentCount: 1000);
        await using var pharos = await Server.Pharos(seed.Arguments);
        var page = await RenderBench.AfterChange(seed, pharos);
        var history = await RenderBench.AfterChange(seed, pharos, "/history");
        var older = await RenderBench.AfterChange(
            seed,
            pharos,
            "/history/"
                + TimeProvider.System.GetUtcNow().AddYears(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture),
            showsNewest: false
        );
        System.Console.WriteLine(
            $"1,000 components and 100,000 events, 2,500 of them in the window, {Postgres.Kind}, first response "
                + $"after a change: page {page.Fresh:F0} ms (target 500), this month's history "
                + $"{history.Fresh:F0} ms (target 100), history of a month a year ago with one event per hour "
                + $"{older.Fresh:F0} ms (target 100)"
        );
        await UnderLoad(seed, pharos);
    }

    /// <summary>Response times for 32 visitors, without changes and with one change per second.</summary>
    private static async Task UnderLoad(Seed seed, Server pharos)
    {
        var page = new Target(pharos, Seed.Site(pharos.Address), "Accept-Encoding: gzip, deflate, br");
        var (idle, writing) = (new List<double>(), new List<double>());
        await Load.Percentile99(page);
        for (var round = 0; round < Load.Rounds; round++)
        {
            idle.Add(await Load.Percentile99(page));
            using var stop = new CancellationTokenSource();
            var writes = WriteEverySecond(seed, pharos, stop.Token);
            writing.Add(await Load.Percentile99(page));
            await stop.CancelAsync();
            await writes;
        }

        System.Console.WriteLine(
            $"  32 visitors, 99th percentile: {Load.Median(idle):F1} ms, with one change per second "
                + $"{Load.Median(writing):F1} ms: {Load.Median(writing) / Load.Median(idle):F2} times (target 2.00)"
        );
    }

    private static async Task WriteEverySecond(Seed seed, Server pharos, CancellationToken stop)
    {
        using var http = Server.Client(pharos.Address);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        var writes = 0;
        while (!stop.IsCancellationRequested)
        {
            await seed.Rename(http, $"Update {++writes}");
            try
            {
                await timer.WaitForNextTickAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
