using System.CommandLine;
using System.CommandLine.Parsing;
using Pharos.Server;
using Pharos.Storage;

namespace Pharos.Cli;

/// <summary>The program's commands. Exit codes: 0 done, 1 it could not be done, 2 wrong usage.</summary>
public static class CommandLine
{
    public static async Task<int> Run(string[] args, CancellationToken cancel)
    {
        var root = new RootCommand("Pharos: a self-hosted status-page server.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            new Command("account", "Accounts of this installation") { AccountCreateCommand.Create() },
            new Command("key", "APP Keys of members") { KeyCreateCommand.Create() },
            ImportCommand.Create(),
        };
        var (own, configuration) = Split(args);
        var parsed = root.Parse(own);
        Setup.ConfigurationArguments = configuration;
        if (parsed.Errors.Count > 0)
        {
            await System.Console.Error.WriteLineAsync($"pharos: {parsed.Errors[0].Message.ReplaceLineEndings(" ")} (see pharos --help)");
            return 2;
        }

        try
        {
            // Longer than the host gives requests that are under way (30 s): the parser's own two seconds would cut them off.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(35) }, cancel);
        }
        catch (Exception fault) when (fault is StartupException or UsageException)
        {
            await System.Console.Error.WriteLineAsync("pharos: " + fault.Message);
            return fault is UsageException ? 2 : 1;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 1;
        }
    }

    /// <summary>Takes out what ASP.NET's configuration reads: <c>--Pharos:RateLimits:Enabled=false</c>, <c>--Logging:LogLevel:Default Debug</c>.</summary>
    private static (string[] Own, string[] Configuration) Split(string[] args)
    {
        List<string> own = [], configuration = [];
        for (var i = 0; i < args.Length; i++)
        {
            var isKey = args[i].StartsWith("--Pharos:", StringComparison.OrdinalIgnoreCase) || args[i].StartsWith("--Logging:", StringComparison.OrdinalIgnoreCase);
            (isKey ? configuration : own).Add(args[i]);
            if (isKey && !args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length)
                configuration.Add(args[++i]);
        }

        return ([.. own], [.. configuration]);
    }
}

/// <summary>The command was called in a way that cannot be understood.</summary>
public sealed class UsageException(string message) : Exception(message);
