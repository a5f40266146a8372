using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.StatusPages.Importing;
using Pharos.StatusPages.Pages;

namespace Pharos.Host.Cli;

/// <summary><c>pharos import</c>: imports a history file into a page. The server may be running.</summary>
internal static class ImportCommand
{
    /// <summary>The number of errors that are printed.</summary>
    private const int MaxErrors = 20;

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "History file with one event per line as JSON (see docs/import.md)",
    };
    private static readonly Option<string> Page = new("--page")
    {
        Description = "The page's url_name",
        HelpName = "SLUG",
        Required = true,
    };
    private static readonly Option<string?> CreatePageNamed = new("--create-page")
    {
        Description = "Name of the public page to create if it does not exist",
        HelpName = "NAME",
    };
    private static readonly Option<string?> Email = new("--email")
    {
        Description = "Member who imports (default: the first owner of the page's account)",
    };
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID; required if the page or member is ambiguous",
        HelpName = "ID",
    };
    private static readonly Option<string> OtherComponent = new("--other-component")
    {
        Description = "Component for events without components",
        HelpName = "NAME",
        DefaultValueFactory = _ => "Other",
    };

    public static Command Create()
    {
        var command = new Command("import", "Import a history file into a page: all or nothing, and safe to repeat")
        {
            File,
            Page,
            CreatePageNamed,
            Email,
            Account,
            OtherComponent,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        var bytes = await ReadFile(arguments.GetRequiredValue(File), cancel);
        try
        {
            var events = HistoryFile.Read(bytes, TimeProvider.System.Seconds());
            await using var store = await Setup.OpenExisting(options, cancel);
            var result = await Import(arguments, events, store, cancel);
            await arguments.Streams.Output.WriteLineAsync(
                $"{result.Imported} events imported, {result.AlreadyThere} already there, "
                    + $"{result.ComponentsCreated} components created"
            );
            return 0;
        }
        catch (HistoryException exception)
        {
            foreach (var line in exception.Errors.Take(MaxErrors))
                await arguments.Streams.Error.WriteLineAsync("pharos: " + line);
            if (exception.Errors.Count > MaxErrors)
                await arguments.Streams.Error.WriteLineAsync($"pharos: and {exception.Errors.Count - MaxErrors} more");
            await arguments.Streams.Error.WriteLineAsync("pharos: nothing was imported");
            return 1;
        }
        catch (ApiException refusal)
        {
            throw CommandLine.Refused(refusal);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw new StartupException("stopped; nothing was imported");
        }
    }

    private static async Task<ImportResult> Import(
        ParseResult arguments,
        IReadOnlyList<HistoryChange> events,
        Store store,
        CancellationToken cancel
    )
    {
        var progress = new Progress(arguments.Streams.Error, events.Count, "events");
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        try
        {
            await using var write = await store.Writes.Begin(db, cancel);
            var (pageId, caller) = await FindPage(arguments, write, store, cancel);
            var other = Validate.Line(arguments.GetValue(OtherComponent), "--other-component", 255);
            var result = await ImportHistory.Info.Run(
                new ImportHistoryRequest(events, pageId, other, progress.Report),
                store.Operation(db, caller, cancel).Within(write)
            );
            await write.Commit(cancel);
            return result;
        }
        finally
        {
            progress.End();
        }
    }

    private static async Task<byte[]> ReadFile(string path, CancellationToken cancel)
    {
        try
        {
            return await System.IO.File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"cannot read {path}: {exception.Message}");
        }
    }

    /// <summary>The page to import into, and the member on whose behalf to import.</summary>
    private static async Task<(long PageId, Caller Caller)> FindPage(
        ParseResult arguments,
        WriteTransaction write,
        Store store,
        CancellationToken cancel
    )
    {
        var db = write.Db;
        var slug = Slug.Check(arguments.GetRequiredValue(Page), "--page");
        var (email, account) = (arguments.GetValue(Email), arguments.GetValue(Account));
        var found = await db
            .Pages.AsNoTracking()
            .Where(p => p.UrlName == slug && (account == null || p.AccountId == account))
            .ToListAsync(cancel);
        // The slug of a public page is unique, but internal pages of any account may have the same slug.
        var page = found.Find(p => p.Type == PageType.Public) ?? (found.Count == 1 ? found[0] : null);
        if (page is not null)
            return (
                page.PageId,
                email is null
                    ? await Members.FirstOwner(db, page.AccountId, store.Clock, cancel)
                    : await Members.Find(db, email, page.AccountId, store.Clock, cancel)
            );
        if (found.Count > 1)
        {
            var accounts = string.Join(", ", found.Select(p => p.AccountId));
            throw new StartupException(
                $"several accounts have an internal page {slug}; choose one with --account: {accounts}"
            );
        }

        if (arguments.GetValue(CreatePageNamed) is not { } name)
            throw new StartupException($"there is no page {slug}; create it with the API or with --create-page NAME");

        var caller = email is null
            ? await Members.FirstOwner(db, account, store.Clock, cancel)
            : await Members.Find(db, email, account, store.Clock, cancel);
        var request = new CreatePageRequest
        {
            Type = PageType.Public,
            Name = name,
            UrlName = slug,
            DateView = DateView.Calendar,
            DisplayUptimeMode = UptimeMode.ChartAndPercentage,
        };
        return ((await CreatePage.Info.Run(request, store.Operation(db, caller, cancel).Within(write))).PageId, caller);
    }
}
