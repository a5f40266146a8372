using System.CommandLine;

namespace Pharos.Host.Cli;

/// <summary>
/// What a run of the command line reads and writes: the process's own streams unless a caller sets others.
/// </summary>
public sealed class StandardStreams : InvocationConfiguration
{
    public StandardStreams()
    {
        EnableDefaultExceptionHandler = false;
        // Longer than the host's shutdown timeout. The parser's default is 2 s.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(12);
    }

    /// <summary>Opened only by commands that read a password: opening it sets up the terminal.</summary>
    public TextReader Input
    {
        get => field ?? System.Console.In;
        init;
    }

    /// <summary>Standard output for a command that writes bytes.</summary>
    public Stream OutputBytes
    {
        get => field ?? System.Console.OpenStandardOutput();
        init;
    }
}

internal static class StandardStreamsOfArguments
{
    extension(ParseResult arguments)
    {
        /// <summary>The streams that the command was invoked with.</summary>
        public StandardStreams Streams => (StandardStreams)arguments.InvocationConfiguration;
    }
}
