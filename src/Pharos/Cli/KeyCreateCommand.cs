using System.CommandLine;
using Pharos.Api.AppKeys;
using Pharos.Api.Envelope;
using Pharos.Server;
using Pharos.Storage;

namespace Pharos.Cli;

/// <summary><c>pharos key create</c>: prints a new APP Key, and nothing else, on standard output.</summary>
internal static class KeyCreateCommand
{
    private static readonly Option<string> Email = new("--email") { Description = "The member that the key stands for", Required = true };
    private static readonly Option<string> Name = new("--name") { Description = "What the key is for", Required = true };
    private static readonly Option<long?> Account = new("--account") { Description = "Account ID, where the address is a member of several", HelpName = "ID" };

    public static Command Create()
    {
        var command = new Command("create", "Create an APP Key and print it, once") { Email, Name, Account, Setup.Data, Setup.Database };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        await using var store = await Setup.Open(options, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var caller = await Members.Find(db, arguments.GetValue(Email)!, arguments.GetValue(Account), cancel);
        try
        {
            var created = await CreateAppKey.Handle(arguments.GetValue(Name), db, caller, store.Writes, store.Clock, cancel);
            await System.Console.Out.WriteLineAsync(created.Key);
            return 0;
        }
        catch (ApiException error)
        {
            throw new StartupException(error.Message);
        }
    }
}
