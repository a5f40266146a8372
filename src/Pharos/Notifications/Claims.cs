using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>A delivery that this node has claimed; the properties are those of <see cref="DeliveryRow"/>.</summary>
/// <param name="ClaimedBy">The node's name at the time.</param>
internal sealed record ClaimedDelivery(
    string Kind,
    long SubjectId,
    long RecipientId,
    string HookId,
    long QueueId,
    string Destination,
    int SentThrough,
    int SendThrough,
    int Attempts,
    long WaitingSince,
    string ClaimedBy
)
{
    public bool IsEmail => HookId.Length == 0;
}

/// <summary>
/// Claims deliveries that are due, from each queue in turn: a queue with a hundred thousand does not delay a queue with
/// three. Accounts get equal shares, however many queues each has.
/// </summary>
internal sealed class Claims(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    DeliveryNode node,
    TimeProvider clock
)
{
    private const int QueuesAtOnce = 100;

    private readonly ConcurrentDictionary<long, long> accountOf = new();
    private long lastQueue;

    /// <summary>Claims deliveries that are due.</summary>
    /// <param name="max">Maximum number of deliveries, over all queues.</param>
    /// <param name="full">Destinations to skip for now.</param>
    /// <param name="email">Whether the SMTP server is reachable; if not, queues of emails are skipped.</param>
    public async Task<List<ClaimedDelivery>> Take(
        int max,
        IReadOnlyCollection<string> full,
        bool email,
        CancellationToken cancel
    )
    {
        var result = new List<ClaimedDelivery>();
        var now = clock.Seconds();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var queues = await DueQueues(db, now, email, cancel);
        if (queues.Count == 0)
            return result;
        await using var write = await writes.Begin(db, cancel);
        await write.LockDeliveries(cancel);
        var accounts = new Dictionary<long, long>();
        foreach (var queue in queues)
            accounts[queue] = await AccountOf(db, queue, cancel);
        var queuesOf = accounts.Values.CountBy(account => account).ToDictionary();
        // An unused share is passed on to the next queues.
        var share = 0.0;
        foreach (var queue in queues)
        {
            share += (double)max / queuesOf.Count / queuesOf[accounts[queue]];
            var taken = await Take(db, queue, Math.Max(1, (int)share), full, now, cancel);
            share -= taken.Count;
            result.AddRange(taken);
            lastQueue = queue;
            if (result.Count >= max)
                break;
        }

        await write.Commit(cancel);
        return result;
    }

    /// <summary>Releases claims that were not attempted.</summary>
    public async Task PutBack(IReadOnlyCollection<ClaimedDelivery> items, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        foreach (var some in items.GroupBy(i => (i.SubjectId, i.HookId, i.ClaimedBy)))
        {
            var ids = some.Select(i => i.RecipientId).ToList();
            await db
                .Deliveries.Where(d =>
                    d.SubjectId == some.Key.SubjectId
                    && d.HookId == some.Key.HookId
                    && EF.Parameter(ids).Contains(d.RecipientId)
                    && (d.ClaimedBy ?? "") == some.Key.ClaimedBy
                )
                .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        }

        await write.Commit(cancel);
    }

    /// <summary>
    /// Skips through the index from queue to queue: the first entry of a queue shows whether any delivery is due.
    /// </summary>
    private async Task<List<long>> DueQueues(PharosDb db, long now, bool email, CancellationToken cancel)
    {
        var queues = new List<long>();
        var from = lastQueue;
        for (var lap = 0; lap < 2 && queues.Count < QueuesAtOnce; lap++)
        {
            var end = lap == 0 ? long.MaxValue : lastQueue;
            while (queues.Count < QueuesAtOnce)
            {
                var start = from;
                var next = await db
                    .Deliveries.Where(d =>
                        d.State == DeliveryState.Waiting && d.ClaimedBy == null && d.QueueId > start && d.QueueId <= end
                    )
                    .OrderBy(d => d.QueueId)
                    .ThenBy(d => d.NextAttemptAt)
                    .Select(d => new
                    {
                        d.QueueId,
                        d.NextAttemptAt,
                        d.HookId,
                    })
                    .FirstOrDefaultAsync(cancel);
                if (next is null)
                    break;
                from = next.QueueId;
                if (next.NextAttemptAt <= now && (email || next.HookId.Length > 0))
                    queues.Add(from);
            }

            from = 0;
        }

        return queues;
    }

    /// <summary>The account of a queue; it never changes.</summary>
    private async Task<long> AccountOf(PharosDb db, long queueId, CancellationToken cancel)
    {
        if (accountOf.TryGetValue(queueId, out var account))
            return account;
        if (accountOf.Count > 10_000)
            accountOf.Clear();
        return accountOf[queueId] = await db
            .Notifications.Where(n => n.QueueId == queueId)
            .Select(n => n.AccountId)
            .FirstOrDefaultAsync(cancel);
    }

    private async Task<List<ClaimedDelivery>> Take(
        PharosDb db,
        long queueId,
        int max,
        IReadOnlyCollection<string> full,
        long now,
        CancellationToken cancel
    )
    {
        var due = await db
            .Deliveries.Where(d =>
                d.State == DeliveryState.Waiting
                && d.ClaimedBy == null
                && d.QueueId == queueId
                && d.NextAttemptAt <= now
                && !EF.Parameter(full).Contains(d.Destination)
            )
            .OrderBy(d => d.NextAttemptAt)
            .Take(max)
            .Select(d => new ClaimedDelivery(
                d.Kind,
                d.SubjectId,
                d.RecipientId,
                d.HookId,
                d.QueueId,
                d.Destination,
                d.SentThrough,
                d.SendThrough,
                d.Attempts,
                d.WaitingSince,
                node.Name
            ))
            .ToListAsync(cancel);
        foreach (var some in due.GroupBy(d => (d.SubjectId, d.HookId)))
        {
            var ids = some.Select(d => d.RecipientId).ToList();
            await db
                .Deliveries.Where(d =>
                    d.SubjectId == some.Key.SubjectId
                    && d.HookId == some.Key.HookId
                    && EF.Parameter(ids).Contains(d.RecipientId)
                )
                .ExecuteUpdateAsync(d => d.SetProperty(r => r.ClaimedBy, node.Name), cancel);
        }

        return due;
    }
}
