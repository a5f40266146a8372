using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Audit;

namespace Pharos.Host.Cli;

/// <summary>
/// Reads the audit logs of accounts as one, the oldest line first, in pieces: neither memory nor a transaction grows
/// with the log.
/// </summary>
/// <param name="store">Where the logs are.</param>
/// <param name="catalogue">Names the operations.</param>
/// <param name="accounts">With the locale that operations are named in.</param>
/// <param name="span">The first ID, and the one to end before.</param>
internal sealed class AuditReader(
    Store store,
    AuditCatalogue catalogue,
    IReadOnlyList<(long AccountId, string Locale)> accounts,
    (long From, long To) span
)
{
    /// <summary>Rows held at a time, of all accounts together as far as there are fewer accounts.</summary>
    private const int MostHeld = 10_000;

    private readonly int piece = Math.Clamp(MostHeld / Math.Max(1, accounts.Count), 1, 1000);

    public async IAsyncEnumerable<AuditItem> Read([EnumeratorCancellation] CancellationToken cancel)
    {
        var next = new PriorityQueue<(Queue<AuditRow> Rows, Language Language), (long, long)>();
        foreach (var (accountId, locale) in accounts)
            await Put(accountId, span.From, Language.FromLocale(locale));
        while (next.TryDequeue(out var account, out _))
        {
            var row = account.Rows.Dequeue();
            yield return AuditItem.From(row, catalogue, account.Language);
            if (account.Rows.TryPeek(out var following))
                next.Enqueue(account, (following.AuditId, following.AccountId));
            else
                await Put(row.AccountId, row.AuditId + 1, account.Language);
        }

        async Task Put(long accountId, long from, Language language)
        {
            await using var db = await store.Databases.CreateDbContextAsync(cancel);
            var rows = await db
                .Audit.AsNoTracking()
                .Where(a => a.AccountId == accountId && a.AuditId >= from && a.AuditId < span.To)
                .OrderBy(a => a.AuditId)
                .Take(piece)
                .ToListAsync(cancel);
            if (rows.Count > 0)
                next.Enqueue((new Queue<AuditRow>(rows), language), (rows[0].AuditId, accountId));
        }
    }
}
