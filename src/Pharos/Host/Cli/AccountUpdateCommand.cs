using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Accounts;

namespace Pharos.Host.Cli;

/// <summary><c>pharos account update</c>: changes an account's settings. The server may be running.</summary>
internal static class AccountUpdateCommand
{
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID; required if there are several accounts",
        HelpName = "ID",
    };
    private static readonly Option<string> TimeZone = new("--time-zone")
    {
        Description = "Time zone of the account's pages, such as Europe/Berlin",
        HelpName = "ZONE",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("update", "Change the time zone of an account's pages")
        {
            Account,
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
        await using var store = await Setup.OpenExisting(options, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var accountId = arguments.GetValue(Account);
        var found = await db
            .Accounts.Where(a => accountId == null || a.AccountId == accountId)
            .OrderBy(a => a.AccountId)
            .Select(a => a.AccountId)
            .Take(2)
            .ToListAsync(cancel);
        if (found.Count == 0)
            throw new StartupException(
                accountId is { } id
                    ? $"there is no account {id.ToString(CultureInfo.InvariantCulture)}"
                    : "there is no account yet"
            );
        if (found.Count > 1)
            throw new StartupException("there are several accounts; choose one with --account");
        try
        {
            // The operator acts on behalf of no member.
            var caller = new Caller(found[0], 0, Permissions.All)
            {
                RequestSource = RequestSource.CommandLine(Ids.NewUlid(store.Clock)),
            };
            await UpdateAccount.Info.Run(
                new UpdateAccountRequest { TimeZone = arguments.GetValue(TimeZone) },
                store.Operation(db, caller, cancel)
            );
            await arguments.Streams.Output.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"account {found[0]} shows times in {arguments.GetValue(TimeZone)}"
                )
            );
            return 0;
        }
        catch (ApiException error)
        {
            throw CommandLine.Refused(error);
        }
    }
}
