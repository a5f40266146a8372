using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Pharos.Tests.Support;

/// <summary>The program itself, in a process and a folder of its own.</summary>
public sealed class PharosProgram : IAsyncDisposable
{
    private const int Sigterm = 15;

    private readonly Process process;
    private readonly List<(string Text, TaskCompletionSource<string> Said)> awaited = [];
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();

    private PharosProgram(IEnumerable<string> arguments, string? temporary = null)
    {
        Folder = Directory.CreateTempSubdirectory("pharos-program-").FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "pharos.dll"), .. arguments])
            start.ArgumentList.Add(argument);
        // It lives for seconds: optimising code that it has just compiled would cost more than it saves.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        if (temporary is not null)
            start.Environment["TMPDIR"] = temporary;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(output, line.Data);
        process.ErrorDataReceived += (_, line) => Take(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The working folder; empty at the start.</summary>
    public string Folder { get; }

    /// <summary>Everything written so far to both outputs.</summary>
    public string Written
    {
        get
        {
            lock (output)
                return output.ToString() + errors;
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<FinishedProgram> Run(IEnumerable<string> arguments, string input = "")
    {
        await using var program = new PharosProgram(arguments);
        await program.process.StandardInput.WriteAsync(input);
        program.process.StandardInput.Close();
        await program.process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        return new FinishedProgram(program.process.ExitCode, program.output.ToString(), program.errors.ToString());
    }

    /// <summary>Runs a command that takes no input to its end.</summary>
    public static Task<FinishedProgram> Run(params string[] arguments) => Run(arguments.AsEnumerable());

    /// <summary>Starts a command that runs until it is stopped.</summary>
    public static PharosProgram Start(params string[] arguments) => new(arguments);

    /// <param name="temporary">Where the program keeps what is temporary.</param>
    /// <param name="arguments">The command.</param>
    public static PharosProgram StartIn(string temporary, params string[] arguments) => new(arguments, temporary);

    /// <summary>Starts a server; it is ready, and this is its address.</summary>
    public static async Task<(PharosProgram Program, Uri Address)> Serve(params string[] arguments)
    {
        var program = new PharosProgram(["serve", "--urls", "https://127.0.0.1:0", .. arguments]);
        const string Words = " listens on ";
        var output = await program.OutputUpTo(Words);
        return (program, new Uri(output[(output.IndexOf(Words, StringComparison.Ordinal) + Words.Length)..].TrimEnd()));
    }

    /// <summary>
    /// Standard output up to and with the first line that holds a text; fails the test if the program ends before.
    /// </summary>
    public async Task<string> OutputUpTo(string text)
    {
        var said = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (output)
        {
            awaited.Add((text, said));
            Look();
        }

        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(said.Task, ended).WaitAsync(TimeSpan.FromMinutes(2)) == ended && !said.Task.IsCompleted)
            Assert.Fail($"the program ended without saying '{text}': {Written}");
        return await said.Task;
    }

    /// <summary>Asks the program to stop, as a service manager does, and waits until it has.</summary>
    public async Task<FinishedProgram> Terminate()
    {
        Assert.Equal(0, Kill(process.Id, Sigterm));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new FinishedProgram(process.ExitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Ends it and waits until all it wrote has arrived.</summary>
    public async Task Stop()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    private void Take(StringBuilder where, string? line)
    {
        if (line is null)
            return;
        lock (output)
        {
            where.AppendLine(line);
            Look();
        }
    }

    private void Look()
    {
        foreach (var one in awaited.ToList())
        {
            var written = output.ToString();
            var at = written.IndexOf(one.Text, StringComparison.Ordinal);
            if (at < 0)
                continue;
            awaited.Remove(one);
            one.Said.SetResult(written[..(written.IndexOf('\n', at) + 1)]);
        }
    }
}

/// <summary>How a command ended.</summary>
public sealed record FinishedProgram(int Code, string Out, string Error)
{
    /// <summary>
    /// Fails the test unless the command ended so, saying one line for people and nothing else; gives that line.
    /// </summary>
    public string IsRefused(int code)
    {
        Assert.True(Code == code, $"exit code {Code}: {Out}{Error}");
        Assert.Empty(Out);
        var line = Assert.Single(Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("pharos: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        return line;
    }
}
