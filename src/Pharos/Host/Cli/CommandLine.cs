using System.CommandLine;
using System.CommandLine.Parsing;
using Npgsql;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Host.Cli;

/// <summary>The program's commands. Exit codes: 0 success, 1 failure, 2 usage error.</summary>
public static class CommandLine
{
    private static readonly RootCommand Root = new("Pharos: a self-hosted status-page server.")
    {
        ServeCommand.Create(),
        DemoCommand.Create(),
        new Command("account", "Manage accounts") { AccountCreateCommand.Create(), AccountUpdateCommand.Create() },
        new Command("member", "Manage members") { MemberRecoverCommand.Create() },
        new Command("key", "Manage API keys") { KeyCreateCommand.Create() },
        new Command("space", "Manage on-call spaces") { SpaceCreateCommand.Create() },
        new Command("integration", "Manage integrations of monitoring systems") { IntegrationCreateCommand.Create() },
        ImportCommand.Create(),
        ExportCommand.Create(),
        new Command("audit", "Read the audit log") { AuditExportCommand.Create(), AuditVerifyCommand.Create() },
        DeliveriesCommand.Create(),
        Setup.Settings,
    };

    /// <summary>Runs a command to its end; a process may run several at once.</summary>
    public static async Task<int> Run(string[] args, StandardStreams streams, CancellationToken cancel)
    {
        if (RewriteSettings(args) is not { } parseable)
        {
            await streams.Error.WriteLineAsync(
                "pharos: configuration options need a value, such as --Pharos:RateLimits:Enabled=false"
            );
            return 2;
        }

        var parsed = Root.Parse(parseable);
        if (parsed.Errors.Count > 0)
        {
            await streams.Error.WriteLineAsync("pharos: " + Explain(parsed).ReplaceLineEndings(" "));
            return 2;
        }

        try
        {
            return await parsed.InvokeAsync(streams, cancel);
        }
        catch (Exception exception) when (exception is StartupException or UsageException)
        {
            await streams.Error.WriteLineAsync("pharos: " + exception.Message);
            return exception is UsageException ? 2 : 1;
        }
        catch (Exception exception)
            when (exception.GetBaseException()
                    is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refusal
            )
        {
            await streams.Error.WriteLineAsync(
                $"pharos: the PostgreSQL role may not do this ({RedactingFormatter.Redact(refusal.MessageText)}); "
                    + "it must own its database: create database pharos owner pharos"
            );
            return 1;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var cause = exception.GetBaseException();
            var message = RedactingFormatter.Redact(cause.Message).ReplaceLineEndings(" ");
            await streams.Error.WriteLineAsync($"pharos: unexpected error: {message} ({cause.GetType().Name})");
            return 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 1;
        }
    }

    /// <summary>An operation's error in the words of the command line: the field is an option.</summary>
    public static StartupException Refused(ApiException error) =>
        new(
            error.Text.Args is [string name, .. var rest] && name.All(c => char.IsAsciiLetterLower(c) || c == '_')
                ? (error.Text with { Args = [OptionOf(name), .. rest] }).In(Language.English)
                : error.Message
        );

    private static string OptionOf(string field) => "--" + field.Replace('_', '-');

    /// <summary>The first error, the name that was probably meant, and where to read more.</summary>
    private static string Explain(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unmatched = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        // An unknown command also causes a missing-command error; report the unknown command.
        var error =
            unmatched is null ? parsed.Errors[0].Message
            : unmatched.StartsWith('-') ? $"there is no option {unmatched}"
            : command.Subcommands.Count > 0 ? $"there is no command '{unmatched}'"
            : $"unexpected argument '{unmatched}'";
        var meant = unmatched is null ? null : Closest(unmatched, command);
        var hint = meant is null ? "" : $"; did you mean {meant}?";
        return $"{error}{hint} (see {Path(parsed.CommandResult)} --help)";
    }

    /// <summary>The command or option whose name is closest, if it differs in at most two letters.</summary>
    private static string? Closest(string typed, Command command)
    {
        var names = typed.StartsWith('-')
            ? command.Options.Where(o => !o.Hidden).Select(o => o.Name)
            : command.Subcommands.Select(c => c.Name);
        return names
            .Select(name => (Name: name, Distance: Distance(name, typed)))
            .Where(n => n.Distance <= 2 && n.Distance < n.Name.TrimStart('-').Length)
            .OrderBy(n => n.Distance)
            .FirstOrDefault()
            .Name;
    }

    /// <summary>The number of letters to insert, delete or replace to get from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "pharos";

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
