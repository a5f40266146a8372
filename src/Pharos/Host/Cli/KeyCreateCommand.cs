using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;

namespace Pharos.Host.Cli;

/// <summary><c>pharos key create</c>: creates an API key and prints only the key to standard output.</summary>
internal static class KeyCreateCommand
{
    private static readonly Option<string> Email = new("--email")
    {
        Description = "Email address of the key's member",
        Required = true,
    };
    private static readonly Option<string> Name = new("--name") { Description = "Name of the key", Required = true };
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID; required if the member belongs to several accounts",
        HelpName = "ID",
    };

    private static readonly Option<bool> ReadOnly = new("--read-only")
    {
        Description = "Create a key that cannot write",
    };
    private static readonly Option<string[]> Page = new("--page")
    {
        Description = "url_name of a page the key can access; repeatable (default: all pages)",
        HelpName = "URL_NAME",
    };
    private static readonly Option<string[]> Permission = new("--permission")
    {
        Description = "Permission of the key, if the member has it; repeatable (default: all of the member's)",
        HelpName = "NAME",
    };
    private static readonly Option<long?> Days = new("--expires-in-days")
    {
        Description = "Days until the key expires (default: never)",
        HelpName = "DAYS",
    };

    public static Command Create()
    {
        var command = new Command("create", "Create an API key and print it; it cannot be shown again")
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
            var limits = new ApiKeyLimits
            {
                ReadOnly = arguments.GetValue(ReadOnly),
                Permissions = Permissions(arguments.GetValue(Permission) ?? []),
                PageIds = await Pages(db, caller, arguments.GetValue(Page) ?? [], cancel),
                ExpiresInDays = arguments.GetValue(Days),
            };
            var created = await CreateApiKey.Info.Run(
                new CreateAppKeyRequest(arguments.GetValue(Name), limits),
                store.Operation(db, caller, options.Mail, cancel)
            );
            await arguments.Streams.Output.WriteLineAsync(created!.Key);
            return 0;
        }
        catch (ApiException error)
        {
            throw CommandLine.Refused(error);
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
                    $"there is no permission '{name}'; choose from: "
                        + string.Join(", ", PermissionCatalogue.All.Select(p => p.Name))
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
