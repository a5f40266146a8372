using System.CommandLine;
using System.CommandLine.Parsing;
using Pharos.Database;

namespace Pharos.Host.Cli;

/// <summary>The program's commands. Exit codes: 0 done, 1 it could not be done, 2 wrong usage.</summary>
public static class CommandLine
{
    private static readonly RootCommand Root = new("Pharos: a self-hosted status-page server.")
    {
        ServeCommand.Create(),
        DemoCommand.Create(),
        new Command("account", "Accounts of this installation")
        {
            AccountCreateCommand.Create(),
            AccountUpdateCommand.Create(),
        },
        new Command("member", "Members of accounts") { MemberRecoverCommand.Create() },
        new Command("key", "APP Keys of members") { KeyCreateCommand.Create() },
        ImportCommand.Create(),
        ExportCommand.Create(),
        new Command("audit", "The log of who did what") { AuditExportCommand.Create() },
        DeliveriesCommand.Create(),
        Setup.Settings,
    };

    /// <summary>Runs a command to its end; a process may run several at once.</summary>
    public static async Task<int> Run(string[] args, StandardStreams streams, CancellationToken cancel)
    {
        if (Rewritten(args) is not { } parseable)
        {
            await streams.Error.WriteLineAsync(
                "pharos: an option such as --Pharos:RateLimits:Enabled needs a value: --Pharos:RateLimits:Enabled=false"
            );
            return 2;
        }

        var parsed = Root.Parse(parseable);
        if (parsed.Errors.Count > 0)
        {
            // A word that is no command also makes the command missing: the word is what is wrong.
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
            await streams.Error.WriteLineAsync($"pharos: {error.ReplaceLineEndings(" ")} (see pharos --help)");
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(streams, cancel);
        }
        catch (Exception fault) when (fault is StartupException or UsageException)
        {
            await streams.Error.WriteLineAsync("pharos: " + fault.Message);
            return fault is UsageException ? 2 : 1;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            await streams.Error.WriteLineAsync(
                $"pharos: unexpected: {RedactingFormatter.Redact(fault.GetBaseException().Message).ReplaceLineEndings(" ")} ({fault.GetBaseException().GetType().Name})"
            );
            return 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 1;
        }
    }

    /// <summary>
    /// Makes values of <see cref="Setup.Settings"/> of what ASP.NET's configuration reads, such as
    /// <c>--Pharos:RateLimits:Enabled=false</c> and <c>--Logging:LogLevel:Default Debug</c>. Null if a value is
    /// missing.
    /// </summary>
    private static string[]? Rewritten(string[] args)
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

/// <summary>The command was called in a way that cannot be understood.</summary>
public sealed class UsageException(string message) : Exception(message);
