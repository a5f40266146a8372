using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Platform.Audit;

namespace Pharos.Host.Cli;

/// <summary>
/// Merges the audit logs of several accounts, oldest entry first. It reads in batches, so memory and transactions stay
/// small.
/// </summary>
/// <param name="store">The store with the logs.</param>
/// <param name="catalogue">Names the operations.</param>
/// <param name="accounts">The accounts, with the locale for operation names.</param>
/// <param name="span">The first ID, and the ID after the last one.</param>
internal sealed class AuditReader(
    Store store,
    AuditCatalogue catalogue,
    IReadOnlyList<(long AccountId, string Locale)> accounts,
    (long From, long To) span
)
{
    /// <summary>Rows in memory for all accounts together, but at least one per account.</summary>
    private const int MaxRows = 10_000;

    private readonly int batchSize = Math.Clamp(MaxRows / Math.Max(1, accounts.Count), 1, 1000);

    public async IAsyncEnumerable<AuditItem> Read([EnumeratorCancellation] CancellationToken cancel)
    {
        var next = new PriorityQueue<(Queue<AuditRow> Rows, Language Language), (long, long)>();
        foreach (var (accountId, locale) in accounts)
            await Load(accountId, span.From, Language.FromLocale(locale));
        while (next.TryDequeue(out var account, out _))
        {
            var row = account.Rows.Dequeue();
            yield return AuditItem.From(row, catalogue, account.Language);
            if (account.Rows.TryPeek(out var nextRow))
                next.Enqueue(account, (nextRow.AuditId, nextRow.AccountId));
            else
                await Load(row.AccountId, row.AuditId + 1, account.Language);
        }

        async Task Load(long accountId, long from, Language language)
        {
            await using var db = await store.Databases.CreateDbContextAsync(cancel);
            var rows = await db
                .Audit.AsNoTracking()
                .Where(a => a.AccountId == accountId && a.AuditId >= from && a.AuditId < span.To)
                .OrderBy(a => a.AuditId)
                .Take(batchSize)
                .ToListAsync(cancel);
            if (rows.Count > 0)
                next.Enqueue((new Queue<AuditRow>(rows), language), (rows[0].AuditId, accountId));
        }
    }
}
