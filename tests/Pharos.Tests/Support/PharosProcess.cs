using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Pharos.Tests.Support;

/// <summary>
/// The program in a process and a working folder of its own, for tests of signals, crashes and logs. Starting one takes
/// a second of processor time; where that adds nothing, run a <see cref="PharosCommand"/>.
/// </summary>
public sealed class PharosProcess : IAsyncDisposable
{
    private const string Listens = " listens on ";
    private const int Sighup = 1;
    private const int Sigterm = 15;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly List<(string Text, TaskCompletionSource<string> Found)> awaited = [];
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private PharosProcess(
        IEnumerable<string> arguments,
        string? temporary = null,
        string? folder = null,
        int? openFiles = null
    )
    {
        Folder = folder ?? Directory.CreateTempSubdirectory("pharos-process-").FullName;
        IEnumerable<string> command = ["dotnet", Path.Combine(AppContext.BaseDirectory, "pharos.dll"), .. arguments];
        if (openFiles is { } most)
            command = ["bash", "-c", $"ulimit -n {most}; exec \"$@\"", "bash", .. command];
        var start = new ProcessStartInfo(command.First(), command.Skip(1))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // The process lives for seconds, so instrumenting and recompiling its code costs more than it saves.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        if (temporary is not null)
            start.Environment["TMPDIR"] = temporary;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The working folder; empty at the start, unless a test chose it.</summary>
    public string Folder { get; }

    /// <summary>Where the server listens, after <see cref="Serve"/>.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1:1");

    /// <summary>Everything written so far to standard output and standard error.</summary>
    public string Written
    {
        get
        {
            lock (output)
                return output.ToString() + errors;
        }
    }

    /// <summary>The memory that the process holds, in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<CommandResult> Run(IEnumerable<string> arguments, string input = "")
    {
        await using var program = new PharosProcess(arguments);
        await program.process.StandardInput.WriteAsync(input);
        program.process.StandardInput.Close();
        return await program.Ended();
    }

    /// <summary>Runs a command to its end in this folder, which it then deletes.</summary>
    public static async Task<CommandResult> RunIn(string folder, params string[] arguments)
    {
        await using var program = new PharosProcess(arguments, temporary: null, folder);
        program.process.StandardInput.Close();
        return await program.Ended();
    }

    /// <summary>Runs a command that reads no input to its end.</summary>
    public static Task<CommandResult> Run(params string[] arguments) => Run(arguments.AsEnumerable());

    /// <summary>Starts a command that runs until it is stopped.</summary>
    public static PharosProcess Start(params string[] arguments) => new(arguments);

    /// <param name="temporary">The program's folder for temporary files.</param>
    /// <param name="arguments">The command.</param>
    public static PharosProcess StartIn(string temporary, params string[] arguments) => new(arguments, temporary);

    /// <summary>Starts a server on a port that the system chooses, and waits until it listens.</summary>
    public static Task<PharosProcess> Serve(params string[] arguments) => Serve(openFiles: null, arguments);

    /// <param name="openFiles">The process's limit of open files and sockets.</param>
    /// <param name="arguments">Further options.</param>
    public static async Task<PharosProcess> Serve(int? openFiles, string[] arguments)
    {
        var program = new PharosProcess(
            ["serve", "--urls", "https://127.0.0.1:0", "--Pharos:RateLimits:Enabled=false", .. arguments],
            openFiles: openFiles
        );
        try
        {
            var written = await program.OutputUpTo(Listens);
            program.Address = new Uri(
                written[(written.IndexOf(Listens, StringComparison.Ordinal) + Listens.Length)..].TrimEnd()
            );
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Standard output up to the end of the first line that contains a text; fails the test if the program ends first.
    /// </summary>
    public async Task<string> OutputUpTo(string text)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (output)
        {
            awaited.Add((text, found));
            Search();
        }

        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(found.Task, ended).WaitAsync(Limit) == ended && !found.Task.IsCompleted)
            Assert.Fail($"the program ended without writing '{text}': {Written}");
        return await found.Task;
    }

    /// <summary>The memory in use, in bytes, and the processor time used so far.</summary>
    public (long Memory, TimeSpan Processor) Cost()
    {
        process.Refresh();
        return (process.WorkingSet64, process.TotalProcessorTime);
    }

    /// <summary>Asks the program to stop, as a service manager does, and waits until it has.</summary>
    public Task<CommandResult> Terminate()
    {
        Assert.Equal(0, Signal(process.Id, Sigterm));
        return Ended();
    }

    /// <summary>Sends SIGHUP, as a script does after it has renewed a certificate.</summary>
    public void HangUp() => Assert.Equal(0, Signal(process.Id, Sighup));

    /// <summary>Ends the process without warning (SIGKILL) and waits until all of its output has arrived.</summary>
    public async Task Kill()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);

    private async Task<CommandResult> Ended()
    {
        await process.WaitForExitAsync().WaitAsync(Limit);
        return new CommandResult(process.ExitCode, output.ToString(), errors.ToString());
    }

    private void Append(StringBuilder stream, string? line)
    {
        if (line is null)
            return;
        lock (output)
        {
            stream.AppendLine(line);
            Search();
        }
    }

    private void Search()
    {
        foreach (var one in awaited.ToList())
        {
            var written = output.ToString();
            var at = written.IndexOf(one.Text, StringComparison.Ordinal);
            if (at < 0)
                continue;
            awaited.Remove(one);
            one.Found.SetResult(written[..(written.IndexOf('\n', at) + 1)]);
        }
    }
}
