using System.CommandLine;
using System.CommandLine.Parsing;
using Pharos.Database;

namespace Pharos.Host.Cli;

/// <summary>The program's commands. Exit codes: 0 success, 1 failure, 2 usage error.</summary>
public static class CommandLine
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var root = new RootCommand("Pharos: a self-hosted status-page server.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            new Command("account", "Manage accounts") { AccountCreateCommand.Create(), AccountUpdateCommand.Create() },
            new Command("member", "Manage members") { MemberRecoverCommand.Create() },
            new Command("key", "Manage API keys") { KeyCreateCommand.Create() },
            ImportCommand.Create(),
            ExportCommand.Create(),
            new Command("audit", "Read the audit log") { AuditExportCommand.Create() },
            DeliveriesCommand.Create(),
        };
        root.Options.Add(Setup.Settings);
        if (RewriteSettings(args) is not { } parseable)
        {
            await System.Console.Error.WriteLineAsync(
                "pharos: configuration options need a value, such as --Pharos:RateLimits:Enabled=false"
            );
            return 2;
        }

        var parsed = root.Parse(parseable);
        if (parsed.Errors.Count > 0)
        {
            // An unknown command also causes a missing-command error; report the unknown command.
            var error = parsed
                .Errors.FirstOrDefault(e =>
                    parsed.UnmatchedTokens.Any(token => e.Message.Contains(token, StringComparison.Ordinal))
                )
                ?.Message
                ?? (
                    parsed.UnmatchedTokens.Count > 0
                        ? $"there is no command '{parsed.UnmatchedTokens[0]}'"
                        : parsed.Errors[0].Message
                );
            await System.Console.Error.WriteLineAsync($"pharos: {error.ReplaceLineEndings(" ")} (see pharos --help)");
            return 2;
        }

        try
        {
            // Longer than the host's shutdown timeout for running requests (30 s). The parser's default is 2 s.
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(35),
                },
                cancel
            );
        }
        catch (Exception exception) when (exception is StartupException or UsageException)
        {
            await System.Console.Error.WriteLineAsync("pharos: " + exception.Message);
            return exception is UsageException ? 2 : 1;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var cause = exception.GetBaseException();
            var message = RedactingFormatter.Redact(cause.Message).ReplaceLineEndings(" ");
            await System.Console.Error.WriteLineAsync($"pharos: unexpected error: {message} ({cause.GetType().Name})");
            return 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 1;
        }
    }

    /// <summary>
    /// Rewrites configuration arguments such as <c>--Pharos:RateLimits:Enabled=false</c> and
    /// <c>--Logging:LogLevel:Default Debug</c> as values of <see cref="Setup.Settings"/>. Null if a value is missing.
    /// </summary>
    private static string[]? RewriteSettings(string[] args)
    {
        List<string> all = [];
        for (var i = 0; i < args.Length; i++)
        {
            var isKey =
                args[i].StartsWith("--Pharos:", StringComparison.OrdinalIgnoreCase)
                || args[i].StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase);
            if (!isKey)
                all.Add(args[i]);
            else if (args[i].Contains('=', StringComparison.Ordinal))
                all.Add($"{Setup.Settings.Name}={args[i]}");
            else if (i + 1 == args.Length || args[i + 1].StartsWith("--", StringComparison.Ordinal))
                return null;
            else
                all.Add($"{Setup.Settings.Name}={args[i]}={args[++i]}");
        }

        return [.. all];
    }
}

/// <summary>The arguments of a command are invalid.</summary>
public sealed class UsageException(string message) : Exception(message);
