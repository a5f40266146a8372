using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;

namespace Pharos.Host.Cli;

/// <summary><c>pharos key create</c>: prints a new APP Key, and nothing else, on standard output.</summary>
internal static class KeyCreateCommand
{
    private static readonly Option<string> Email = new("--email")
    {
        Description = "The member that the key stands for",
        Required = true,
    };
    private static readonly Option<string> Name = new("--name")
    {
        Description = "What the key is for",
        Required = true,
    };
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID, where the address is a member of several",
        HelpName = "ID",
    };

    private static readonly Option<bool> ReadOnly = new("--read-only")
    {
        Description = "The key reads and never writes",
    };
    private static readonly Option<string[]> Page = new("--page")
    {
        Description = "A page that the key is for, by url_name; once for each. All of the account when absent",
        HelpName = "URL_NAME",
    };
    private static readonly Option<string[]> Permission = new("--permission")
    {
        Description =
            "A permission that the key has, as far as the member has it; once for each. All of the "
            + "member's when absent",
        HelpName = "NAME",
    };
    private static readonly Option<long?> Days = new("--expires-in-days")
    {
        Description = "Days for which the key works; for good when absent",
        HelpName = "DAYS",
    };

    public static Command Create()
    {
        var command = new Command("create", "Create an APP Key and print it, once")
        {
            Email,
            Name,
            Account,
            ReadOnly,
            Page,
            Permission,
            Days,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        await using var store = await Setup.Open(options, cancel);
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
            var limits = new ApiKeyLimits
            {
                ReadOnly = arguments.GetValue(ReadOnly),
                Permissions = Permissions(arguments.GetValue(Permission) ?? []),
                PageIds = await Pages(db, caller, arguments.GetValue(Page) ?? [], cancel),
                ExpiresInDays = arguments.GetValue(Days),
            };
            var created = await CreateApiKey.Info.Run(
                new CreateAppKeyRequest(arguments.GetValue(Name), limits),
                store.Operation(db, caller, cancel)
            );
            await arguments.Streams.Output.WriteLineAsync(created!.Key);
            return 0;
        }
        catch (ApiException error)
        {
            throw new StartupException(error.Message);
        }
    }

    private static Permissions? Permissions(IReadOnlyList<string> names)
    {
        Permissions? all = null;
        foreach (var name in names)
        {
            var found = PermissionCatalogue.All.FirstOrDefault(p =>
                p.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)
            )
                ?? throw new StartupException(
                    $"there is no permission '{name}'; there are: {string.Join(", ", PermissionCatalogue.All.Select(p => p.Name))}"
                );
            all = (all ?? Pharos.Kernel.Permissions.None) | found.Permission;
        }

        return all;
    }

    private static async Task<IReadOnlyList<long>> Pages(
        PharosDb db,
        Caller caller,
        IReadOnlyList<string> urlNames,
        CancellationToken cancel
    )
    {
        var ids = new List<long>();
        foreach (var urlName in urlNames)
        {
            var found = await db
                .Pages.Where(p => p.AccountId == caller.AccountId && p.UrlName == urlName)
                .Select(p => p.PageId)
                .ToListAsync(cancel);
            if (found.Count == 0)
                throw new StartupException($"the account has no page '{urlName}'");
            ids.AddRange(found);
        }

        return ids;
    }
}
