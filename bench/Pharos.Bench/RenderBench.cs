using System.Diagnostics;

namespace Pharos.Bench;

/// <summary>The time from a change to the first fresh response, over HTTPS.</summary>
internal static class RenderBench
{
    private const int Warm = 20;
    private const int Times = 31;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(inWindow: 1000);
        await using (var pharos = await Server.Pharos(seed.Arguments))
        {
            var (fresh, cached) = await AfterChange(seed, pharos);
            System.Console.WriteLine(
                $"after a change, 30 components, 1,000 events in the window, {Postgres.Kind}: first fresh "
                    + $"response {fresh:F1} ms after the write was acknowledged (target 50 ms), "
                    + $"{fresh / cached:F0} times a cached response ({cached:F2} ms)"
            );
        }

        await using var site = await MeasuredSite.Open(seed);
        var (cold, changed, render) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Warm + Times; i++)
        {
            cold.Add(await site.Cold());
            changed.Add(await site.AfterChange());
            render.Add(await site.Render());
        }

        System.Console.WriteLine(
            $"  of this: reading the change and computing uptime {Load.Median(changed.Skip(Warm)):F1} ms, "
                + $"rendering and compressing {Load.Median(render.Skip(Warm)):F1} ms; "
                + $"reading and uptime without a cache {Load.Median(cold.Skip(Warm)):F1} ms"
        );
    }

    /// <summary>
    /// Median times in milliseconds of the first response after a change and of the next one. The first response must
    /// contain the change.
    /// </summary>
    /// <param name="showsNewest">Whether the newest event is on this view.</param>
    public static async Task<(double Fresh, double Cached)> AfterChange(
        Seed seed,
        Server pharos,
        string view = "",
        bool showsNewest = true
    )
    {
        using var http = Server.Client(pharos.Address);
        var (fresh, cached) = (new List<double>(), new List<double>());
        for (var i = 0; i < Warm + Times; i++)
        {
            var title = $"Change {i}";
            await seed.Rename(http, title);
            var (text, ms) = await Get(http, Seed.Site(pharos.Address, view));
            if (showsNewest && !text.Contains(title, StringComparison.Ordinal))
                throw new InvalidOperationException("the first response after a change does not contain it");
            fresh.Add(ms);
            cached.Add((await Get(http, Seed.Site(pharos.Address, view))).Ms);
        }

        return (Load.Median(fresh.Skip(Warm)), Load.Median(cached.Skip(Warm)));
    }

    private static async Task<(string Text, double Ms)> Get(HttpClient http, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        var start = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        using var text = new StreamReader(
            new System.IO.Compression.BrotliStream(
                new MemoryStream(bytes),
                System.IO.Compression.CompressionMode.Decompress
            )
        );
        return (await text.ReadToEndAsync(), ms);
    }
}
