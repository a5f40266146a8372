using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Pharos.Host;

/// <summary>
/// One line a log entry, with the exception behind it where there is one. Whatever looks like an APP Key or follows
/// <c>app_key=</c> is masked: a framework's log line may hold a whole address, and this is the last place it passes.
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
        // The host's word for a start that failed, with its stack: the command says it in one line.
        if (logEntry is { EventId.Id: 11, Category: "Microsoft.Extensions.Hosting.Internal.Host" })
            return;
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } fault)
            text += Environment.NewLine + fault;
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
        """(?<name>app_key(=|%3D|"\s?:\s?"?))[^&\s"'<>]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parameters();

    /// <summary>
    /// Half a key too: the framework cuts long lines short. And a key may touch other text on either side.
    /// </summary>
    [GeneratedRegex("[0-9a-fA-F]{20,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Keys();
}
