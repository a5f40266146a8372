using System.Text;
using Pharos.Host.Cli;

namespace Pharos.Tests.Support;

/// <summary>
/// Runs a command of the program inside the test process, which takes milliseconds. Tests of signals, crashes, logs or
/// the working folder start a <see cref="PharosProcess"/>.
/// </summary>
public static class PharosCommand
{
    public static async Task<CommandResult> Run(IEnumerable<string> arguments, string input = "")
    {
        using var output = new MemoryStream();
        await using var writer = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true };
        await using var error = new StringWriter();
        var streams = new StandardStreams
        {
            Input = new StringReader(input),
            Output = writer,
            OutputBytes = output,
            Error = error,
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        // In the background: some commands do not yield for a long time.
        var code = await Task.Run(() => CommandLine.Run([.. arguments], streams, limit.Token));
        return new CommandResult(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>Runs a command that reads no input.</summary>
    public static Task<CommandResult> Run(params string[] arguments) => Run(arguments.AsEnumerable());
}

/// <summary>The exit code of a command, and what it wrote.</summary>
public sealed record CommandResult(int Code, string Out, string Error)
{
    /// <summary>Asserts the exit code and that one line on standard error is all output; returns that line.</summary>
    public string IsRefused(int code)
    {
        Assert.True(Code == code, $"exit code {Code}: {Out}{Error}");
        Assert.Empty(Out);
        var line = Assert.Single(Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("pharos: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        return line;
    }

    /// <summary>Asserts that the command succeeded without a warning; returns its output.</summary>
    public string IsDone()
    {
        Assert.True((Code, Error) == (0, ""), $"exit code {Code}: {Out}{Error}");
        return Out;
    }
}
