using System.Diagnostics;
using System.Text;

namespace Pharos.Tests.Support;

/// <summary>The program itself, in a process and a folder of its own.</summary>
public sealed class PharosProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource<string> listens = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PharosProgram(IEnumerable<string> arguments)
    {
        Folder = Directory.CreateTempSubdirectory("pharos-program-").FullName;
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "pharos.dll"), .. arguments])
            start.ArgumentList.Add(argument);
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

    /// <summary>Starts a server; it is ready, and this is its address.</summary>
    public static async Task<(PharosProgram Program, Uri Address)> Serve(params string[] arguments)
    {
        var program = new PharosProgram(["serve", "--urls", "https://127.0.0.1:0", .. arguments]);
        try
        {
            return (program, new Uri(await program.listens.Task.WaitAsync(TimeSpan.FromMinutes(2))));
        }
        catch (TimeoutException fault)
        {
            await program.DisposeAsync();
            throw new InvalidOperationException("the program does not listen: " + program.Written, fault);
        }
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

    private void Take(StringBuilder where, string? line)
    {
        if (line is null)
            return;
        lock (output)
            where.AppendLine(line);
        const string Words = " listens on ";
        if (line.IndexOf(Words, StringComparison.Ordinal) is > 0 and var at)
            listens.TrySetResult(line[(at + Words.Length)..]);
    }
}

/// <summary>How a command ended.</summary>
public sealed record FinishedProgram(int Code, string Out, string Error)
{
    /// <summary>Fails the test unless the command ended so, saying one line for people and nothing else; gives that line.</summary>
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
