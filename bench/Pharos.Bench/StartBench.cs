namespace Pharos.Bench;

/// <summary>Startup time and idle memory, compared with an empty ASP.NET program over HTTPS.</summary>
internal static class StartBench
{
    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        await using (await Server.Pharos(seed.Arguments))
        {
            // The first start creates the certificate.
        }

        List<double> pharosMs = [],
            emptyMs = [],
            pharosMiB = [],
            emptyMiB = [];
        for (var round = 0; round < Load.Rounds; round++)
        {
            await using (var pharos = await Server.Pharos(seed.Arguments))
                await Measure(pharos, pharosMs, pharosMiB);
            await using (var empty = await Server.Comparison("empty", seed.Folder))
                await Measure(empty, emptyMs, emptyMiB);
        }

        System.Console.WriteLine(
            $"start to first response: {Load.Median(pharosMs):N0} ms, empty ASP.NET program "
                + $"{Load.Median(emptyMs):N0} ms: {Load.Median(pharosMs) / Load.Median(emptyMs):F2} times"
        );
        System.Console.WriteLine(
            $"idle memory: {Load.Median(pharosMiB):N0} MiB, empty ASP.NET program "
                + $"{Load.Median(emptyMiB):N0} MiB: {Load.Median(pharosMiB) / Load.Median(emptyMiB):F2} times"
        );
    }

    private static async Task Measure(Server server, List<double> ms, List<double> mib)
    {
        ms.Add(server.Startup.TotalMilliseconds);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        mib.Add(server.ResidentMiB());
    }
}
