using System.CommandLine;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Integrations;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos integration create</c>: creates an integration and prints only the address that senders push to.
/// </summary>
internal static class IntegrationCreateCommand
{
    private static readonly Option<string> Email = new("--email")
    {
        Description = "Email address of the member on whose behalf it is created",
        Required = true,
    };
    private static readonly Option<string> Type = new("--type")
    {
        Description = "Type: " + string.Join(", ", WireName<IntegrationType>.All),
        HelpName = "TYPE",
        Required = true,
    };
    private static readonly Option<long?> Channel = new("--channel")
    {
        Description = "ID of the space that gets all events (default: none, the integration's route decides)",
        HelpName = "ID",
    };
    private static readonly Option<string?> Name = new("--name") { Description = "Name (default: the type)" };
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID; required if the member belongs to several accounts",
        HelpName = "ID",
    };

    public static Command Create()
    {
        var command = new Command("create", "Create an integration and print its push URL")
        {
            Email,
            Channel,
            Type,
            Name,
            Account,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var typeName = arguments.GetValue(Type)!;
        if (!WireName<IntegrationType>.TryParse(typeName, out var type))
            throw new StartupException(
                $"there is no type '{typeName}'; choose from: {string.Join(", ", WireName<IntegrationType>.All)}"
            );
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
            var created = await UpsertIntegration.Info.Run(
                new UpsertIntegrationRequest
                {
                    Name = arguments.GetValue(Name) ?? IntegrationTypes.Name(type).In(Language.English),
                    PluginType = type,
                    Settings = new IntegrationSettings { ChannelId = arguments.GetValue(Channel) },
                },
                store.Operation(db, caller, options.Mail, cancel)
            );
            var mailbox = type == IntegrationType.Email ? options.AlertMail.AddressOf(created.IntegrationKey) : null;
            await arguments.Streams.Output.WriteLineAsync(
                mailbox ?? Address(options) + IntegrationTypes.PushPath(type, created.IntegrationKey)
            );
            if (type == IntegrationType.Opsgenie)
                await arguments.Streams.Error.WriteLineAsync($"pharos: the API key is {created.IntegrationKey}");
            return 0;
        }
        catch (ApiException error)
        {
            throw CommandLine.Refused(error);
        }
    }

    /// <summary>The server's address, as far as the options say it.</summary>
    private static string Address(PharosOptions options) =>
        (
            options.PublicUrl ?? ServeCommand.Reachable(options.Urls.Split(';', StringSplitOptions.TrimEntries)[0])
        ).TrimEnd('/');
}
