using System.Diagnostics;
using System.Globalization;

namespace Pharos.Bench;

/// <summary>A measured program in its own process.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process process;

    private Server(Process process, Uri address, TimeSpan startup) =>
        (this.process, Address, Startup) = (process, address, startup);

    public Uri Address { get; }

    /// <summary>The time from process start to the first response.</summary>
    public TimeSpan Startup { get; }

    /// <param name="data">The arguments that select the database, such as <see cref="Seed.Arguments"/>.</param>
    public static Task<Server> Pharos(string[] data) =>
        Start("pharos.dll", ["serve", .. data, "--urls", "https://127.0.0.1:0", "--Pharos:RateLimits:Enabled=false"]);

    public static Task<Server> Comparison(params string[] arguments) => Start("Pharos.Bench.dll", arguments);

    /// <summary>The processor time used so far, on all processors.</summary>
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

    /// <summary>Peak resident memory, in MiB.</summary>
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
            ?? throw new InvalidOperationException($"{program} {arguments[0]} exited during startup");
        while (!line.Contains("listens on ", StringComparison.Ordinal));
        var address = new Uri(line[(line.IndexOf("listens on ", StringComparison.Ordinal) + 11)..]);
        using var http = Client(address);
        using var response = await http.GetAsync("/healthz");
        return new Server(started, address, watch.Elapsed);
    }

    public static HttpClient Client(Uri address)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return new HttpClient(handler) { BaseAddress = address };
    }
}
