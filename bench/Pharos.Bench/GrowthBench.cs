namespace Pharos.Bench;

/// <summary>
/// How the cost of a page's snapshot (reading its events and computing uptime) grows with the number of events.
/// </summary>
internal static class GrowthBench
{
    private const int Warm = 5;
    private const int Rounds = 15;

    public static async Task Run()
    {
        System.Console.WriteLine($"uptime of 30 components, {Postgres.Kind}; medians in ms");
        await Compare("events in the window", [(1000, 0), (2000, 0), (4000, 0)], o => $"{o.InWindow:N0}");
        await Compare(
            "older events in addition to 1,000 in the window",
            [(1000, 0), (1000, 10_000), (1000, 100_000)],
            o => $"{o.Older:N0}"
        );
    }

    private static async Task Compare(
        string what,
        (int InWindow, int Older)[] sizes,
        Func<(int InWindow, int Older), string> name
    )
    {
        var seeds = new List<Seed>();
        var sites = new List<MeasuredSite>();
        try
        {
            foreach (var (inWindow, older) in sizes)
            {
                seeds.Add(await Seed.Make(inWindow, older));
                sites.Add(await MeasuredSite.Open(seeds[^1]));
            }

            var cold = sites.ConvertAll(_ => new List<double>());
            var changed = sites.ConvertAll(_ => new List<double>());
            for (var round = 0; round < Warm + Rounds; round++)
            {
                for (var i = 0; i < sites.Count; i++)
                {
                    cold[i].Add(await sites[i].Cold());
                    changed[i].Add(await sites[i].AfterChange());
                }
            }

            foreach (var (kind, times) in new[] { ("without a cache", cold), ("after a change", changed) })
            {
                var medians = times.ConvertAll(t => Load.Median(t.Skip(Warm)));
                System.Console.WriteLine(
                    $"  {what}, {kind}: "
                        + string.Join(
                            ", ",
                            sizes.Select(
                                (size, i) => $"{name(size)}: {medians[i]:F1} ms = {medians[i] / medians[0]:F2} times"
                            )
                        )
                );
            }
        }
        finally
        {
            foreach (var site in sites)
                await site.DisposeAsync();
            foreach (var seed in seeds)
                await seed.DisposeAsync();
        }
    }
}
