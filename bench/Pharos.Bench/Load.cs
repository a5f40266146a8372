using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pharos.Bench;

/// <summary>Loads several targets with wrk in turns, so that slow moments of the machine affect all of them.</summary>
internal static partial class Load
{
    public static int Rounds { get; } = Setting("ROUNDS", 5);

    /// <summary>The length of a turn.</summary>
    public static int Seconds { get; } = Setting("SECONDS", 4);

    /// <summary>The medians of each target. The first turn is a warm-up and not counted.</summary>
    public static async Task<Measured[]> InTurns(params Target[] targets)
    {
        var all = targets.Select(_ => new List<Measured>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            for (var i = 0; i < targets.Length; i++)
            {
                var one = await Wrk(targets[i]);
                if (round >= 0)
                    all[i].Add(one);
            }
        }

        return
        [
            .. all.Select(m => new Measured(Median(m.Select(o => o.PerSecond)), Median(m.Select(o => o.Microseconds)))),
        ];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1
            ? sorted[sorted.Count / 2]
            : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The 99th percentile of the response times in one turn, in milliseconds.</summary>
    public static async Task<double> Percentile99(Target target)
    {
        var match = Percentile().Match(await Run(target, "--latency"));
        var value = double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "us" => value / 1000,
            "ms" => value,
            _ => value * 1000,
        };
    }

    private static async Task<Measured> Wrk(Target target)
    {
        var before = target.Server.ProcessorTime;
        var output = await Run(target);
        var rate = double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
        var count = long.Parse(Count().Match(output).Groups["count"].Value, CultureInfo.InvariantCulture);
        return new Measured(rate, (target.Server.ProcessorTime - before).TotalMicroseconds / count);
    }

    /// <summary>What wrk prints after loading the target for one turn.</summary>
    private static async Task<string> Run(Target target, params string[] options)
    {
        using var wrk = Process.Start(
            new ProcessStartInfo(
                "wrk",
                [
                    "-t1",
                    "-c32",
                    $"-d{Seconds}s",
                    .. options,
                    .. target.Headers.SelectMany(h => new[] { "-H", h }),
                    target.Address,
                ]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (
            output.Contains("Non-2xx", StringComparison.Ordinal)
            || output.Contains("Socket errors", StringComparison.Ordinal)
        )
            throw new InvalidOperationException($"{target.Address} failed some requests:\n{output}");
        return output;
    }

    private static int Setting(string name, int defaultValue) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : defaultValue;

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<count>\d+) requests in", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Count();

    [GeneratedRegex(@"99%\s+(?<value>[0-9.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentile();
}

/// <summary>An address to load.</summary>
/// <param name="Server">The program that serves the address.</param>
/// <param name="Headers">Request headers, such as <c>Accept-Encoding: br</c>.</param>
internal sealed record Target(Server Server, string Address, params string[] Headers);

/// <summary>The result of a load.</summary>
/// <param name="PerSecond">Requests per second.</param>
/// <param name="Microseconds">
/// Processor time of the program per request. Unlike the rate, it hardly depends on other load on the machine.
/// </param>
internal readonly record struct Measured(double PerSecond, double Microseconds)
{
    /// <summary>A line that compares this program with the bare one.</summary>
    public string CompareWith(Measured bare, string target) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{PerSecond:N0} requests/s, bare Kestrel {bare.PerSecond:N0}: ratio "
                + $"{PerSecond / bare.PerSecond:F2} (target {target}); processor time per request "
                + $"{Microseconds / bare.Microseconds:F2} times"
        );
}
