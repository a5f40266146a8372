using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Audit;

namespace Pharos.Host.Cli;

/// <summary>
/// <c>pharos audit verify</c>: checks whether entries of the audit log were changed or removed. The server may be
/// running.
/// </summary>
internal static class AuditVerifyCommand
{
    private const int HashDigits = 64;

    private static readonly Option<long?> Account = new("--account")
    {
        Description = "Account ID (default: all accounts)",
        HelpName = "ID",
    };
    private static readonly Option<string?> Head = new("--head")
    {
        Description = "Entry that must still be in the log, as an earlier run printed it; needs --account",
        HelpName = "NUMBER:HASH",
    };

    public static Command Create()
    {
        var command = new Command("verify", "Check whether audit log entries were changed or removed")
        {
            Account,
            Head,
            Setup.Data,
            Setup.Database,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken cancel)
    {
        var options = OptionCatalogue.Read(Setup.Configuration(arguments));
        var (only, known) = (arguments.GetValue(Account), Entry(arguments.GetValue(Head)));
        if (known is not null && only is null)
            throw new UsageException("--head needs --account");
        await using var store = await Setup.OpenExisting(options, cancel);
        await using var db = await store.Databases.CreateDbContextAsync(cancel);
        var accounts = await db
            .Accounts.Where(a => only == null || a.AccountId == only)
            .OrderBy(a => a.AccountId)
            .Select(a => a.AccountId)
            .ToListAsync(cancel);
        if (accounts.Count == 0 && only is { } id)
            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"there is no account {id}"));
        var code = 0;
        foreach (var accountId in accounts)
        {
            var verdict = await AuditChain.Verify(db, accountId, known, cancel);
            if (verdict.Fault != AuditFault.None)
                code = 1;
            await arguments.Streams.Output.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"account {accountId}: {Says(verdict)}")
            );
        }

        return code;
    }

    private static string Says(AuditVerdict verdict) =>
        verdict.Fault switch
        {
            AuditFault.Changed => Invariant($"entry {verdict.Seq} or the one before it was changed: {At(verdict)}"),
            AuditFault.Missing => Invariant($"entry {verdict.Seq} is missing")
                + (verdict.Row is null ? "; it was the last one" : $"; the next one is {At(verdict)}"),
            AuditFault.Replaced => Invariant($"entry {verdict.Seq} is not the one of --head: {At(verdict)}"),
            AuditFault.Added => $"entries were added without a hash; the newest is {At(verdict)}",
            AuditFault.Deleted => "entries from before the chain were deleted",
            _ => Invariant($"{verdict.Seq - verdict.First + 1} entries are unchanged")
                + (verdict.Unchained > 0 ? Invariant($", {verdict.Unchained} are from before the chain") : "")
                + (verdict.First > 1 ? Invariant($", {verdict.First - 1} were pruned") : "")
                + Invariant($"; head {verdict.Seq}:{Convert.ToHexStringLower(verdict.Head)}"),
        };

    private static string At(AuditVerdict verdict) =>
        verdict.Row is { } row
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Time(row):yyyy-MM-ddTHH:mm:ss.fffZ} {row.Operation}, request {row.RequestId}"
            )
            : "";

    private static DateTimeOffset Time(AuditRow row) =>
        DateTimeOffset.FromUnixTimeMilliseconds(AuditIds.Milliseconds(row.AuditId));

    private static (long Seq, byte[] Hash)? Entry(string? text) =>
        text is null ? null
        : text.Split(':') is [var number, { Length: HashDigits } hash]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
        && hash.All(char.IsAsciiHexDigit)
            ? (seq, Convert.FromHexString(hash))
        : throw new UsageException("--head must be a number and a hash, such as 12:ab34…");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
