using System.CommandLine;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;

namespace Pharos.Host.Cli;

/// <summary><c>pharos account create</c>: creates an account and its owner.</summary>
internal static class AccountCreateCommand
{
    private static readonly Option<string> Name = new("--name")
    {
        Description = "Name of the organization",
        Required = true,
    };
    private static readonly Option<string> Email = new("--email")
    {
        Description = "Email address of the first member",
        Required = true,
    };
    private static readonly Option<bool> PasswordStdin = new("--password-stdin")
    {
        Description = "Read the password from standard input",
        Required = true,
    };

    private static readonly Option<string?> TimeZone = new("--time-zone")
    {
        Description = "Time zone of the account's pages, such as Europe/Berlin (default: UTC)",
        HelpName = "ZONE",
    };

    public static Command Create()
    {
        var command = new Command("create", "Create an account and its first member, who has all permissions")
        {
            Name,
            Email,
            PasswordStdin,
            TimeZone,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        var password = (await arguments.Streams.Input.ReadLineAsync(cancel))?.TrimEnd('\r');
        await using var store = await Setup.OpenOrCreate(options, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        try
        {
            var request = new CreateAccountRequest
            {
                Name = arguments.GetValue(Name),
                Email = arguments.GetValue(Email),
                Password = password,
                TimeZone = arguments.GetValue(TimeZone),
            };
            var owner = await CreateAccount.Info.Run(
                request,
                store.Operation(db, Members.Anonymous(store.Clock), cancel)
            );
            await arguments.Streams.Output.WriteLineAsync(
                $"account {owner.AccountId} with member {owner.MemberId} ({arguments.GetValue(Email)})"
            );
            return 0;
        }
        catch (ApiException error)
        {
            throw CommandLine.Refused(error);
        }
    }
}
