using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Pharos.Host;

/// <summary>
/// Formats a log entry as one line, followed by its exception if any. Masks everything that looks like an API key or
/// follows <c>app_key=</c> and <c>integration_key=</c>, because log messages of frameworks may contain full URLs.
/// </summary>
internal sealed partial class RedactingFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "pharos";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        // The host logs a failed start with a stack trace; the command reports it in one line.
        if (logEntry is { EventId.Id: 11, Category: "Microsoft.Extensions.Hosting.Internal.Host" })
            return;
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception)
            text += Environment.NewLine + exception;
        textWriter.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} "
                    + $"{logEntry.LogLevel.ToString().ToUpperInvariant(), -11} "
                    + $"{logEntry.Category}[{logEntry.EventId.Id}] {Redact(text)}"
            )
        );
    }

    public static string Redact(string text) => Keys().Replace(Parameters().Replace(text, "${name}***"), "***");

    [GeneratedRegex(
        """(?<name>(app|integration|routing|service)_key(=|%3D|"\s?:\s?"?))[^&\s"'<>]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parameters();

    /// <summary>
    /// Also matches partial keys, because frameworks truncate long lines, and keys adjacent to other text.
    /// </summary>
    [GeneratedRegex("[0-9a-fA-F]{20,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Keys();
}
