using System.Diagnostics;
using System.Globalization;

namespace Pharos.Bench;

/// <summary>A program under measurement, in a process of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(Process process, Uri address, TimeSpan untilAnswer) =>
        (this.process, Address, UntilAnswer) = (process, address, untilAnswer);

    public Uri Address { get; }

    /// <summary>From starting the process to its first answer.</summary>
    public TimeSpan UntilAnswer { get; }

    /// <param name="data">Where its data are: <see cref="Seed.Arguments"/>.</param>
    public static Task<Server> Pharos(string[] data) =>
        Start("pharos.dll", ["serve", .. data, "--urls", "https://127.0.0.1:0", "--Pharos:RateLimits:Enabled=false"]);

    public static Task<Server> Comparison(params string[] arguments) => Start("Pharos.Bench.dll", arguments);

    /// <summary>Used so far, on all processors.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, in MiB.</summary>
    public double ResidentMiB() => MiB("VmRSS:");

    /// <summary>The most memory that was resident at any time, in MiB.</summary>
    public double PeakMiB() => MiB("VmHWM:");

    private double MiB(string field)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status")
            .First(l => l.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].TrimEnd(),
                CultureInfo.InvariantCulture
            ) / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<Server> Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var watch = Stopwatch.StartNew();
        var started = Process.Start(start)!;
        string? line;
        do line = await started.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"{program} {arguments[0]} ended early");
        while (!line.Contains("listens on ", StringComparison.Ordinal));
        var address = new Uri(line[(line.IndexOf("listens on ", StringComparison.Ordinal) + 11)..]);
        using var http = Client(address);
        using var answer = await http.GetAsync("/healthz");
        return new Server(started, address, watch.Elapsed);
    }

    public static HttpClient Client(Uri address)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { BaseAddress = address };
    }
}
