using System.Diagnostics;

namespace Pharos.Bench;

/// <summary>
/// Startup time and idle memory, compared with an empty ASP.NET program over HTTPS, and the first write of a process.
/// </summary>
internal static class StartBench
{
    /// <summary>The time a server is given to become idle.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

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
            emptyMiB = [],
            idleWrite = [],
            secondWrite = [],
            earlyWrite = [];
        for (var round = 0; round < Load.Rounds; round++)
        {
            await using (var pharos = await Server.Pharos(seed.Arguments))
            {
                await Measure(pharos, pharosMs, pharosMiB);
                using var http = await Connect(pharos);
                idleWrite.Add(await Write(seed, http));
                secondWrite.Add(await Write(seed, http));
            }

            await using (var empty = await Server.Comparison("empty", seed.Folder))
                await Measure(empty, emptyMs, emptyMiB);

            await using (var pharos = await Server.Pharos(seed.Arguments))
            {
                using var http = await Connect(pharos);
                earlyWrite.Add(await Write(seed, http));
            }
        }

        System.Console.WriteLine(
            $"start to first response: {Load.Median(pharosMs):N0} ms, empty ASP.NET program "
                + $"{Load.Median(emptyMs):N0} ms: {Load.Median(pharosMs) / Load.Median(emptyMs):F2} times (target 2.00)"
        );
        System.Console.WriteLine(
            $"idle memory: {Load.Median(pharosMiB):N0} MiB, empty ASP.NET program "
                + $"{Load.Median(emptyMiB):N0} MiB: "
                + $"{Load.Median(pharosMiB) / Load.Median(emptyMiB):F2} times (target 1.60)"
        );
        System.Console.WriteLine(
            $"first write, {Postgres.Kind}: {Load.Median(idleWrite):N0} ms once idle (target 50), the second "
                + $"{Load.Median(secondWrite):N0} ms; as the very first request {Load.Median(earlyWrite):N0} ms"
        );
    }

    private static async Task Measure(Server server, List<double> ms, List<double> mib)
    {
        ms.Add(server.Startup.TotalMilliseconds);
        await Task.Delay(Idle, TimeProvider.System);
        mib.Add(server.ResidentMiB());
    }

    /// <summary>A client whose connection is open, so that its first write is not charged for the handshake.</summary>
    private static async Task<HttpClient> Connect(Server server)
    {
        var http = Server.Client(server.Address);
        using var answer = await http.GetAsync("/healthz");
        return http;
    }

    private static async Task<double> Write(Seed seed, HttpClient http)
    {
        var start = Stopwatch.GetTimestamp();
        await seed.Rename(http, "Renamed");
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
