using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Pharos.Tests.Support;

/// <summary>The real program, in a process of its own.</summary>
public sealed class PharosProgram : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Process process;
    private readonly Task<string> error;
    private readonly StringBuilder output = new();

    private PharosProgram(Process process)
    {
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ProgramResult> Run(params string[] arguments)
    {
        await using var program = Start(arguments);
        return await program.End();
    }

    /// <summary>Starts a command that runs until it is told to stop.</summary>
    public static PharosProgram Start(params string[] arguments) => StartIn(Path.GetTempPath(), arguments);

    /// <param name="temporary">Where the program keeps what is temporary.</param>
    public static PharosProgram StartIn(string temporary, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "pharos.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        start.Environment["TMPDIR"] = temporary;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new PharosProgram(process);
    }

    /// <summary>Reads standard output up to and with the first line that holds a text; fails the test if the program ends before.</summary>
    public async Task<string> OutputUpTo(string text)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            output.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
                return output.ToString();
        }

        Assert.Fail($"the program ended without saying '{text}': {output}{await error}");
        return "";
    }

    /// <summary>Asks the program to stop, as a service manager does, and waits until it has.</summary>
    public Task<ProgramResult> Stop()
    {
        Assert.Equal(0, Kill(process.Id, Sigterm));
        return End();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task<ProgramResult> End()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        output.Append(await process.StandardOutput.ReadToEndAsync(timeout.Token));
        await process.WaitForExitAsync(timeout.Token);
        return new ProgramResult(process.ExitCode, output.ToString(), await error);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}

/// <summary>What a command left behind.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error);
