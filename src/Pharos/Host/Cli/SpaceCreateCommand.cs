using System.CommandLine;
using System.Globalization;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.Host.Cli;

/// <summary><c>pharos space create</c>: creates a space and prints only its ID.</summary>
internal static class SpaceCreateCommand
{
    private static readonly Option<string> Email = new("--email")
    {
        Description = "Email address of the member on whose behalf it is created",
        Required = true,
    };
    private static readonly Option<string> Name = new("--name") { Description = "Name of the space", Required = true };
    private static readonly Option<long?> Team = new("--team")
    {
        Description = "ID of the owning team (default: none)",
        HelpName = "ID",
    };
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID; required if the member belongs to several accounts",
        HelpName = "ID",
    };

    public static Command Create()
    {
        var command = new Command("create", "Create a space and print its ID")
        {
            Email,
            Name,
            Team,
            Account,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        await using var store = await Setup.OpenExisting(options, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var caller = await Members.Find(
            db,
            arguments.GetValue(Email)!,
            arguments.GetValue(Account),
            store.Clock,
            cancel
        );
        try
        {
            var created = await CreateSpace.Info.Run(
                new CreateSpaceRequest
                {
                    ChannelName = arguments.GetValue(Name),
                    TeamId = arguments.GetValue(Team) ?? 0,
                },
                store.Operation(db, caller, options.Mail, cancel)
            );
            await arguments.Streams.Output.WriteLineAsync(created.ChannelId.ToString(CultureInfo.InvariantCulture));
            return 0;
        }
        catch (ApiException error)
        {
            throw CommandLine.Refused(error);
        }
    }
}
