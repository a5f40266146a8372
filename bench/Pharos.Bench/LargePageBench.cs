using System.Globalization;

namespace Pharos.Bench;

/// <summary>A page with 1,000 components and 100,000 events still answers.</summary>
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
            $"1,000 components and 100,000 events, 2,500 of them in the window, {Postgres.Kind}, rendered "
                + "again after a change: "
                + $"page {page.Fresh:F0} ms (target 500), this month's history {history.Fresh:F0} ms (target "
                + $"100), that of a year ago, with an event an hour, {older.Fresh:F0} ms (target 100)"
        );
    }
}
