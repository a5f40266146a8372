using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// Writes down what became of attempts, many in one transaction, while their senders go on. No more than
/// <c>Pharos:Delivery:InFlight</c> are ever sent, or about to be, and not written down: that is how many a crash can send twice.
/// </summary>
internal sealed partial class Recording : IDisposable
{
    /// <summary>Permanent refusals in a row after which nothing is sent any more.</summary>
    public const int MostFailures = 3;

    /// <summary>A commit costs as much for one result as for a hundred: while more are coming they are waited for. By no clock that anything is judged by.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    private readonly IDbContextFactory<PharosDb> databases;
    private readonly WriteTransactions writes;
    private readonly TimeProvider clock;
    private readonly ILogger<Recording> log;
    private readonly int inFlight;
    private readonly SemaphoreSlim room;
    private readonly SemaphoreSlim enough = new(0);
    private readonly ConcurrentQueue<Attempt> results = new();
    private readonly CancellationTokenSource stop = new();
    private int writing;

    public Recording(IDbContextFactory<PharosDb> databases, WriteTransactions writes, DeliveryOptions options, TimeProvider clock, ILogger<Recording> log)
    {
        (this.databases, this.writes, this.clock, this.log, inFlight) = (databases, writes, clock, log, options.InFlight);
        room = new SemaphoreSlim(inFlight, inFlight);
    }

    /// <summary>Everything is on disk.</summary>
    public bool IsIdle => room.CurrentCount == inFlight;

    /// <summary>Waits until one more may be sent. What was sent must be given to <see cref="Add"/>, what was not to <see cref="NotSent"/>.</summary>
    public Task Begin(CancellationToken cancel) => room.WaitAsync(cancel);

    public void NotSent() => room.Release();

    /// <summary>Has a result written down soon. A database that is away is waited for.</summary>
    public void Add(DeliveryWork work, SendResult result)
    {
        results.Enqueue(new Attempt(work, result));
        if (Volatile.Read(ref writing) != 0)
        {
            if (results.Count >= inFlight / 2 && enough.CurrentCount == 0)
                enough.Release();
        }
        else if (Interlocked.Exchange(ref writing, 1) == 0)
            _ = Task.Run(WriteAll, CancellationToken.None);
    }

    public void Dispose()
    {
        stop.Cancel();
        stop.Dispose();
        room.Dispose();
        enough.Dispose();
    }

    private async Task WriteAll()
    {
        try
        {
            do
            {
                while (!results.IsEmpty)
                {
                    await WriteWaiting(stop.Token);
                    if (results.Count < inFlight / 2)
                        await enough.WaitAsync(Gather, stop.Token);
                }

                Interlocked.Exchange(ref writing, 0);
            }
            while (!results.IsEmpty && Interlocked.Exchange(ref writing, 1) == 0);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The server has stopped; what is not written down is told again.
        }
    }

    private async Task WriteWaiting(CancellationToken cancel)
    {
        var batch = new List<Attempt>();
        while (batch.Count < 1000 && results.TryDequeue(out var one))
            batch.Add(one);
        while (true)
        {
            try
            {
                await Write(batch, cancel);
                break;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.CannotWrite(log, fault.GetBaseException().Message);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, cancel);
            }
        }

        room.Release(batch.Count);
    }

    private async Task Write(List<Attempt> batch, CancellationToken cancel)
    {
        var now = clock.Seconds();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        foreach (var some in batch.Where(a => a.Result.Kind == SendResultKind.Sent).GroupBy(a => (a.Work.Claim.ChangeId, a.Work.Claim.HookId, a.Work.Claim.TellThrough, a.Work.Claim.Claim)))
        {
            var ids = some.Select(a => a.Work.Claim.SubscriberId).ToList();
            var through = some.Key.TellThrough;
            await Of(db, some.Key.ChangeId, some.Key.HookId, ids, some.Key.Claim).ExecuteUpdateAsync(
                d => d.SetProperty(r => r.State, r => r.State == DeliveryState.Waiting && r.TellThrough <= through ? DeliveryState.Sent : r.State)
                    .SetProperty(r => r.ToldThrough, through).SetProperty(r => r.Attempts, 0).SetProperty(r => r.SentAt, now)
                    .SetProperty(r => r.WaitingSince, now).SetProperty(r => r.NextAttemptAt, now)
                    .SetProperty(r => r.LastError, (string?)null).SetProperty(r => r.ClaimedBy, (string?)null), cancel);
            await Forgive(db, some.Where(a => a.Work.Receiver.Failures > 0).ToList(), cancel);
        }

        foreach (var one in batch.Where(a => a.Result.Kind != SendResultKind.Sent))
            await WriteFailure(db, one, now, cancel);
        await write.Commit(cancel);
    }

    private async Task WriteFailure(PharosDb db, Attempt one, long now, CancellationToken cancel)
    {
        var claim = one.Work.Claim;
        var held = one.Result.Kind == SendResultKind.Held;
        var attempts = held ? claim.Attempts : claim.Attempts + 1;
        var next = one.Result.Kind == SendResultKind.Refused || (held && now >= claim.WaitingSince + RetrySchedule.GiveUpAfter) ? null
            : held ? now + one.Result.WaitSeconds
            : RetrySchedule.Next(attempts, claim.WaitingSince, now, Random.Shared.NextDouble(), one.Result.WaitSeconds);
        var written = await Of(db, claim.ChangeId, claim.HookId, [claim.SubscriberId], claim.Claim).ExecuteUpdateAsync(
            d => d.SetProperty(r => r.State, r => r.State != DeliveryState.Waiting ? r.State : next == null ? DeliveryState.Failed : DeliveryState.Waiting)
                .SetProperty(r => r.Attempts, attempts).SetProperty(r => r.NextAttemptAt, next ?? now)
                .SetProperty(r => r.LastError, one.Result.Reason).SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        if (written == 0 || one.Result.Kind != SendResultKind.Refused || one.Result.IsBlameless)
            return;
        if (claim.HookId.Length == 0)
            await Refusals.OfAddress(db, claim.SubscriberId, one.Result.Reason!, now, cancel);
        else
            await Refusals.OfHook(db, claim.HookId, one.Result.Reason!, now, cancel);
    }

    /// <summary>Who takes something again has refused nothing in a row. It may come back later: bounces are counted apart.</summary>
    private static async Task Forgive(PharosDb db, IReadOnlyCollection<Attempt> attempts, CancellationToken cancel)
    {
        if (attempts.Count == 0)
            return;
        var addresses = attempts.Where(a => a.Work.IsMail).Select(a => a.Work.Claim.SubscriberId).ToList();
        var hooks = attempts.Where(a => !a.Work.IsMail).Select(a => a.Work.Claim.HookId).ToList();
        await db.Subscribers.Where(s => EF.Parameter(addresses).Contains(s.SubscriberId)).ExecuteUpdateAsync(s => s.SetProperty(r => r.Failures, 0), cancel);
        await db.ImHooks.Where(h => EF.Parameter(hooks).Contains(h.HookId)).ExecuteUpdateAsync(h => h.SetProperty(r => r.Failures, 0), cancel);
    }

    /// <summary>Not simply equal to the claim, or SQLite would find the rows by it: all that this node holds.</summary>
    private static IQueryable<DeliveryRow> Of(PharosDb db, long changeId, string hookId, List<long> subscriberIds, string claim) =>
        db.Deliveries.Where(d => d.ChangeId == changeId && d.HookId == hookId && EF.Parameter(subscriberIds).Contains(d.SubscriberId) && (d.ClaimedBy ?? "") == claim);

    private sealed record Attempt(DeliveryWork Work, SendResult Result);

    private static partial class Log
    {
        [LoggerMessage(EventId = 500, Level = LogLevel.Warning, Message = "What was sent cannot be written down ({Reason}); nothing more is sent until it can")]
        public static partial void CannotWrite(ILogger log, string reason);
    }
}
