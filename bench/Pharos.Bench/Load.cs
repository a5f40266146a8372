using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharos.Bench;

/// <summary>Loads addresses with wrk, in turns, so that a slow moment of the machine meets all of them alike.</summary>
internal static partial class Load
{
    public static int Rounds { get; } = Setting("ROUNDS", 5);

    /// <summary>Of one turn.</summary>
    public static int Seconds { get; } = Setting("SECONDS", 4);

    /// <summary>Median requests per second of each address; one turn each is thrown away as warm-up.</summary>
    public static async Task<double[]> InTurns(params string[] addresses)
    {
        var rates = addresses.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < addresses.Length; i++)
            {
                var rate = await Wrk(addresses[i]);
                if (round >= 0)
                    rates[i].Add(rate);
            }
        }

        return [.. rates.Select(Median)];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    private static async Task<double> Wrk(string address)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c32", $"-d{Seconds}s", address]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"{address} did not answer all requests:\n{said}");
        return double.Parse(Rate().Match(said).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
