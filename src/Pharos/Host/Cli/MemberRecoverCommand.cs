using System.CommandLine;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos member recover</c>: restores access for a member who has lost the password or the second factor. The
/// server may be running.
/// </summary>
internal static class MemberRecoverCommand
{
    private static readonly Option<string> Email = new("--email")
    {
        Description = "Email address of the member",
        Required = true,
    };
    private static readonly Option<bool> PasswordStdin = new("--password-stdin")
    {
        Description = "Read the new password from standard input",
        Required = true,
    };
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID; required if the member belongs to several accounts",
        HelpName = "ID",
    };

    private static readonly Option<bool> KeepKeys = new("--keep-keys")
    {
        Description = "Keep the member's API keys working (default: they are disabled)",
    };

    public static Command Create()
    {
        var command = new Command(
            "recover",
            "Set a new password, disable second factor and API keys, and end all sessions of a member"
        )
        {
            Email,
            PasswordStdin,
            Account,
            KeepKeys,
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
            var keepKeys = arguments.GetValue(KeepKeys);
            await RecoverMember.Info.Run(
                new RecoverMemberRequest(password, keepKeys),
                store.Operation(db, caller, options.Mail, cancel)
            );
            await arguments.Streams.Output.WriteLineAsync(
                $"member {caller.MemberId} can sign in with the new password; the second factor is disabled, all "
                    + (keepKeys ? "sessions have ended" : "sessions have ended and all API keys are disabled")
            );
            return 0;
        }
        catch (ApiException error)
        {
            throw CommandLine.Refused(error);
        }
    }
}
