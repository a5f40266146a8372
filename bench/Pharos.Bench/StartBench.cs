namespace Pharos.Bench;

/// <summary>
/// Time from start to first answer, and idle memory, compared with an empty ASP.NET program over HTTPS.
/// </summary>
internal static class StartBench
{
    public static async Task Run()
    {
        await using var seed = await Seed.Make(100);
        await using (await Server.Pharos(seed.Arguments))
        {
            // The first start makes the certificate.
        }

        List<double> pharosMs = [],
            emptyMs = [],
            pharosMiB = [],
            emptyMiB = [];
        for (var round = 0; round < Load.Rounds; round++)
        {
            await using (var pharos = await Server.Pharos(seed.Arguments))
                await Note(pharos, pharosMs, pharosMiB);
            await using (var empty = await Server.Comparison("empty", seed.Folder))
                await Note(empty, emptyMs, emptyMiB);
        }

        System.Console.WriteLine(
            $"start to first answer: {Load.Median(pharosMs):N0} ms, empty ASP.NET program "
                + $"{Load.Median(emptyMs):N0} ms: {Load.Median(pharosMs) / Load.Median(emptyMs):F2} times"
        );
        System.Console.WriteLine(
            $"idle memory: {Load.Median(pharosMiB):N0} MiB, empty ASP.NET program "
                + $"{Load.Median(emptyMiB):N0} MiB: {Load.Median(pharosMiB) / Load.Median(emptyMiB):F2} times"
        );
    }

    private static async Task Note(Server server, List<double> ms, List<double> mib)
    {
        ms.Add(server.UntilAnswer.TotalMilliseconds);
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        mib.Add(server.ResidentMiB());
    }
}
