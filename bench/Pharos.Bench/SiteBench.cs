using System.Text;
using System.Text.RegularExpressions;

namespace Pharos.Bench;

/// <summary>
/// The public site's cached pages, compared with bare Kestrel returning the same bytes, and the size of a first visit.
/// </summary>
internal static partial class SiteBench
{
    private const string Encodings = "Accept-Encoding: gzip, deflate, br";

    public static async Task Run()
    {
        await using var seed = await HistorySeed.Make();
        await using var pharos = await Server.Pharos(seed.Arguments);
        System.Console.WriteLine($"public site, 30 components, 90 days, {seed.Source}, {Postgres.Kind}");
        await Sizes(seed.Site(pharos.Address));
        await Compare(
            seed,
            pharos,
            ("page", "", null),
            ("feed.atom", "/feed.atom", null),
            ("summary.json", "/api/v2/summary.json", null)
        );
        // The page changes with time because it shows current uptime. If it changes during the measurement, the old tag
        // no longer matches, so measure again.
        string tag;
        do tag = await Tag(seed.Site(pharos.Address));
        while (!await Compare(seed, pharos, ("page, 304", "", tag)));
    }

    /// <summary>
    /// Measures views and prints the results. Returns false without printing if a tag was outdated before the end.
    /// </summary>
    private static async Task<bool> Compare(
        HistorySeed seed,
        Server pharos,
        params (string Name, string Below, string? Tag)[] views
    )
    {
        var started = new List<Server>();
        var lengths = new List<int>();
        var targets = new List<Target>();
        try
        {
            foreach (var (_, below, tag) in views)
            {
                var address = seed.Site(pharos.Address, below);
                string[] headers = tag is null ? [Encodings] : [Encodings, "If-None-Match: " + tag];
                var (bare, length) = await BareServer.Start(address, seed.Folder, headers);
                started.Add(bare);
                lengths.Add(length);
                targets.AddRange([new(pharos, address, headers), new(bare, bare.Address.ToString(), headers)]);
            }

            var measured = await Load.InTurns([.. targets]);
            foreach (var (_, below, tag) in views)
            {
                if (tag is not null && await Tag(seed.Site(pharos.Address, below)) != tag)
                    return false;
            }

            for (var i = 0; i < views.Length; i++)
                System.Console.WriteLine(
                    $"  {views[i].Name}, {lengths[i]:N0} bytes: "
                        + measured[2 * i].CompareWith(measured[(2 * i) + 1], "0.80")
                );
            return true;
        }
        finally
        {
            foreach (var bare in started)
                await bare.DisposeAsync();
        }
    }

    /// <summary>The current entity tag for <see cref="Encodings"/>.</summary>
    private static async Task<string> Tag(string address)
    {
        using var http = Server.Client(new Uri(address));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation(
            "Accept-Encoding",
            Encodings[(Encodings.IndexOf(':', StringComparison.Ordinal) + 2)..]
        );
        using var response = await http.SendAsync(request);
        return response.Headers.ETag!.ToString();
    }

    /// <summary>Prints the size of the page and the number of requests before the first paint.</summary>
    private static async Task Sizes(string address)
    {
        using var http = Server.Client(new Uri(address));
        var html = await http.GetStringAsync(address);
        var sizes = new List<string>();
        var uncompressed = Encoding.UTF8.GetByteCount(html) / 1024.0;
        foreach (var encoding in (string[])["gzip", "br"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
            using var response = await http.SendAsync(request);
            sizes.Add($"{(await response.Content.ReadAsByteArrayAsync()).Length / 1024.0:F1} KB as {encoding}");
        }

        System.Console.WriteLine(
            $"  whole page with styles: {string.Join(", ", sizes)}, {uncompressed:F0} KB uncompressed "
                + $"(target 40 KB); {1 + Blocking().Count(html)} request before the first paint (target 1)"
        );
    }

    [GeneratedRegex("""<link[^>]*rel="?stylesheet|<script[^>]*\bsrc=|@import|url\(http""", RegexOptions.None, 1000)]
    private static partial Regex Blocking();
}
