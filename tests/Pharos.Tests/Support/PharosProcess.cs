using System.Diagnostics;

namespace Pharos.Tests.Support;

/// <summary>The real program in a process of its own: for what only a process can do, such as being killed.</summary>
public sealed class PharosProcess : IAsyncDisposable
{
    private readonly Process process;

    private PharosProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts <c>pharos serve</c> on a port that the system chooses, and waits until it listens.</summary>
    public static async Task<PharosProcess> Serve(string dataFolder, params string[] more)
    {
        var process = Start([
            "serve",
            "--data",
            dataFolder,
            "--urls",
            "https://127.0.0.1:0",
            "--Pharos:RateLimits:Enabled=false",
            .. more,
        ]);
        // What it logs must be read, or it waits for us when the pipe is full.
        var log = process.StandardError.ReadToEndAsync();
        const string Listens = " listens on ";
        var line = await process.StandardOutput.ReadLineAsync();
        if (line?.IndexOf(Listens, StringComparison.Ordinal) is { } at and > 0)
            return new PharosProcess(process, new Uri(line[(at + Listens.Length)..]));
        process.Kill();
        throw new InvalidOperationException($"pharos serve did not start: {line} {await log}");
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(string? input, params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Ends it without a word of warning (SIGKILL).</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
        process.Dispose();
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pharos.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        // It lives for seconds: optimising code that it has just compiled would cost more than it saves.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        return Process.Start(start)!;
    }
}
