using System.Diagnostics;

namespace Pharos.Bench;

/// <summary>From a change to the first fresh answer, over HTTPS as visitors get it.</summary>
internal static class RenderBench
{
    private const int Warm = 20;
    private const int Times = 31;

    public static async Task Run()
    {
        await using var seed = await Seed.Make(inWindow: 1000);
        await using (var pharos = await Server.Pharos(seed.Arguments))
        {
            var (fresh, kept) = await AfterChange(seed, pharos);
            System.Console.WriteLine(
                $"after a change, 30 components, 1,000 events in the window, {Postgres.Kind}: first fresh "
                    + $"answer {fresh:F1} ms after the write was acknowledged (target 50 ms), "
                    + $"{fresh / kept:F0} times an answer from memory ({kept:F2} ms)"
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
            $"  of it: reading what changed and uptime {Load.Median(changed.Skip(Warm)):F1} ms, rendering "
                + $"and compressing {Load.Median(render.Skip(Warm)):F1} ms; "
                + $"with nothing kept, reading and uptime {Load.Median(cold.Skip(Warm)):F1} ms"
        );
    }

    /// <summary>
    /// Medians, in milliseconds: of the first answer after a change, which is checked to tell it, and of the next one.
    /// </summary>
    /// <param name="isTold">Whether the newest event is on this view.</param>
    public static async Task<(double Fresh, double Kept)> AfterChange(
        Seed seed,
        Server pharos,
        string view = "",
        bool isTold = true
    )
    {
        using var http = Server.Client(pharos.Address);
        var (fresh, kept) = (new List<double>(), new List<double>());
        for (var i = 0; i < Warm + Times; i++)
        {
            var title = $"Change {i} of it";
            await seed.Rename(http, title);
            var (text, ms) = await Get(http, Seed.Site(pharos.Address, view));
            if (isTold && !text.Contains(title, StringComparison.Ordinal))
                throw new InvalidOperationException("the first answer after a change does not tell it");
            fresh.Add(ms);
            kept.Add((await Get(http, Seed.Site(pharos.Address, view))).Ms);
        }

        return (Load.Median(fresh.Skip(Warm)), Load.Median(kept.Skip(Warm)));
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
