using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Audit;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos audit export</c>: writes the audit log as JSON lines, oldest first. The server may be running.
/// </summary>
internal static class AuditExportCommand
{
    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID (default: all accounts)",
        HelpName = "ID",
    };
    private static readonly Option<string?> From = new("--from")
    {
        Description = "Start time, such as 2026-01-31 or 2026-01-31T12:00:00Z (default: the oldest entry)",
        HelpName = "TIME",
    };
    private static readonly Option<string?> To = new("--to")
    {
        Description = "End time, exclusive (default: now)",
        HelpName = "TIME",
    };
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "File to write, readable by its owner only (default: standard output)",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        var command = new Command("export", "Write the audit log as JSON lines, oldest first")
        {
            Account,
            From,
            To,
            Out,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        var (from, to) = (Moment(arguments.GetValue(From), "--from"), Moment(arguments.GetValue(To), "--to"));
        await using var store = await Setup.OpenExisting(options, cancel);
        var accounts = await Accounts(store, arguments.GetValue(Account), cancel);
        await Record(store, accounts, from, to, cancel);
        var span = (
            AuditIds.First(from ?? 0),
            AuditIds.First(to ?? store.Clock.GetUtcNow().ToUnixTimeMilliseconds() + 1)
        );
        var file = arguments.GetValue(Out);
        try
        {
            await using var stream = file is null ? arguments.Streams.OutputBytes : new FileStream(file, Options());
            var written = await Write(
                stream,
                new AuditReader(store, new AuditCatalogue(PharosOperations.All), accounts, span),
                cancel
            );
            if (file is not null)
                await arguments.Streams.Output.WriteLineAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{written} lines in {file}")
                );
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"cannot write {file ?? "to standard output"}: {exception.Message}");
        }
    }

    private static async Task Record(
        Store store,
        IReadOnlyList<(long AccountId, string Locale)> accounts,
        long? from,
        long? to,
        CancellationToken cancel
    )
    {
        var request = new SearchAuditRequest { StartTime = from / 1000, EndTime = to / 1000 };
        foreach (var (accountId, _) in accounts)
        {
            await using var db = await store.Databases.CreateDbContextAsync(cancel);
            var caller = new Caller(accountId, 0, Permissions.AuditRead)
            {
                RequestSource = RequestSource.CommandLine(Ids.NewUlid(store.Clock)),
            };
            await ExportAudit.Info.Run(request, store.Operation(db, caller, cancel));
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static async Task<long> Write(Stream to, AuditReader log, CancellationToken cancel)
    {
        var lines = 0L;
        await using var buffered = new BufferedStream(to, 64 << 10);
        await foreach (var item in log.Read(cancel))
        {
            await JsonSerializer.SerializeAsync(buffered, item, WireJson.Options, cancel);
            buffered.WriteByte((byte)'\n');
            lines++;
        }

        await buffered.FlushAsync(cancel);
        return lines;
    }

    private static async Task<IReadOnlyList<(long AccountId, string Locale)>> Accounts(
        Store store,
        long? only,
        CancellationToken cancel
    )
    {
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var found = await db
            .Accounts.Where(a => only == null || a.AccountId == only)
            .OrderBy(a => a.AccountId)
            .Select(a => new { a.AccountId, a.Locale })
            .ToListAsync(cancel);
        return found.Count == 0 && only is { } id
            ? throw new StartupException($"there is no account {id.ToString(CultureInfo.InvariantCulture)}")
            : [.. found.Select(a => (a.AccountId, a.Locale))];
    }

    private static long? Moment(string? text, string option)
    {
        if (text is null)
            return null;
        return
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            && moment.ToUnixTimeMilliseconds() is >= 0 and var milliseconds
            ? milliseconds
            : throw new UsageException($"{option} must be a time such as 2026-01-31 or 2026-01-31T12:00:00Z");
    }
}
