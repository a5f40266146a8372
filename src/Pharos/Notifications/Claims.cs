using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;

namespace Pharos.Notifications;

/// <summary>A delivery that this node has taken upon itself.</summary>
/// <param name="Claim">The node's name at the time.</param>
internal sealed record ClaimedDelivery(
    long ChangeId, long SubscriberId, string HookId, long PageId, string Destination, int ToldThrough, int TellThrough, int Attempts, long WaitingSince, string Claim);

/// <summary>
/// Takes deliveries that are due, from each page in turn, so that no page's hundred thousand keep another page's three waiting; and as many of
/// each account, however many pages it has.
/// </summary>
internal sealed class Claims(IDbContextFactory<PharosDb> databases, WriteTransactions writes, DeliveryNode node, TimeProvider clock)
{
    private const int PagesAtOnce = 100;

    private readonly ConcurrentDictionary<long, KnownPage> known = new();
    private long lastPage;

    /// <param name="most">How many to take at most, over all pages.</param>
    /// <param name="full">Destinations that get none now.</param>
    /// <param name="mail">Whether mail can go out at present. Public pages send nothing but mail, internal ones none.</param>
    public async Task<List<ClaimedDelivery>> Take(int most, IReadOnlyCollection<string> full, bool mail, CancellationToken cancel)
    {
        var result = new List<ClaimedDelivery>();
        var now = clock.Seconds();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var pages = await DuePages(db, now, mail, cancel);
        if (pages.Count == 0)
            return result;
        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        var accounts = new Dictionary<long, long>();
        foreach (var page in pages)
            accounts[page] = (await Known(db, page, cancel)).AccountId;
        var pagesOf = accounts.Values.CountBy(account => account).ToDictionary();
        // What one page leaves of its share goes to those after it.
        var share = 0.0;
        foreach (var page in pages)
        {
            share += (double)most / pagesOf.Count / pagesOf[accounts[page]];
            var taken = await Take(db, page, Math.Max(1, (int)share), full, now, cancel);
            share -= taken.Count;
            result.AddRange(taken);
            lastPage = page;
            if (result.Count >= most)
                break;
        }

        await write.Commit(cancel);
        return result;
    }

    /// <summary>Gives back what was not tried.</summary>
    public async Task PutBack(IReadOnlyCollection<ClaimedDelivery> items, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        foreach (var some in items.GroupBy(i => (i.ChangeId, i.HookId, i.Claim)))
        {
            var ids = some.Select(i => i.SubscriberId).ToList();
            await db.Deliveries.Where(d => d.ChangeId == some.Key.ChangeId && d.HookId == some.Key.HookId && EF.Parameter(ids).Contains(d.SubscriberId) && (d.ClaimedBy ?? "") == some.Key.Claim)
                .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        }

        await write.Commit(cancel);
    }

    /// <summary>Leaps through the index from page to page: the first entry of each tells whether anything of it is due.</summary>
    private async Task<List<long>> DuePages(PharosDb db, long now, bool mail, CancellationToken cancel)
    {
        var pages = new List<long>();
        var from = lastPage;
        for (var lap = 0; lap < 2 && pages.Count < PagesAtOnce; lap++)
        {
            var end = lap == 0 ? long.MaxValue : lastPage;
            while (pages.Count < PagesAtOnce)
            {
                var start = from;
                var next = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null && d.PageId > start && d.PageId <= end)
                    .OrderBy(d => d.PageId).ThenBy(d => d.NextAttemptAt).Select(d => new { d.PageId, d.NextAttemptAt }).FirstOrDefaultAsync(cancel);
                if (next is null)
                    break;
                from = next.PageId;
                if (next.NextAttemptAt <= now && (mail || (await Known(db, from, cancel)).Type == PageType.Internal))
                    pages.Add(from);
            }

            from = 0;
        }

        return pages;
    }

    /// <summary>What never changes of a page.</summary>
    private async Task<KnownPage> Known(PharosDb db, long pageId, CancellationToken cancel)
    {
        if (known.TryGetValue(pageId, out var page))
            return page;
        if (known.Count > 10_000)
            known.Clear();
        return known[pageId] = await db.Pages.Where(p => p.PageId == pageId).Select(p => new KnownPage(p.Type, p.AccountId)).FirstOrDefaultAsync(cancel) ?? new KnownPage(default, 0);
    }

    private async Task<List<ClaimedDelivery>> Take(PharosDb db, long pageId, int most, IReadOnlyCollection<string> full, long now, CancellationToken cancel)
    {
        var due = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null && d.PageId == pageId && d.NextAttemptAt <= now && !EF.Parameter(full).Contains(d.Destination))
            .OrderBy(d => d.NextAttemptAt).Take(most)
            .Select(d => new ClaimedDelivery(d.ChangeId, d.SubscriberId, d.HookId, d.PageId, d.Destination, d.ToldThrough, d.TellThrough, d.Attempts, d.WaitingSince, node.Name))
            .ToListAsync(cancel);
        foreach (var some in due.GroupBy(d => (d.ChangeId, d.HookId)))
        {
            var ids = some.Select(d => d.SubscriberId).ToList();
            await db.Deliveries.Where(d => d.ChangeId == some.Key.ChangeId && d.HookId == some.Key.HookId && EF.Parameter(ids).Contains(d.SubscriberId))
                .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, node.Name), cancel);
        }

        return due;
    }

    private sealed record KnownPage(PageType Type, long AccountId);
}
