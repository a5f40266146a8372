using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications.Transports;

namespace Pharos.Notifications;

/// <summary>
/// Stores the outcomes of attempts, many per transaction, while sending continues. At any time, at most
/// <c>Pharos:Delivery:InFlight</c> deliveries are being sent, or sent but not stored: a crash can duplicate that many.
/// </summary>
internal sealed partial class DeliveryResultWriter : IDisposable
{
    /// <summary>
    /// A commit costs the same for one result as for a hundred, so wait for more. Real time, not the injected clock.
    /// </summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(10);

    private readonly IDbContextFactory<PharosDb> databases;
    private readonly WriteTransactions writes;
    private readonly WebhookSource hooks;
    private readonly TimeProvider clock;
    private readonly ILogger<DeliveryResultWriter> log;
    private readonly int inFlight;
    private readonly SemaphoreSlim room;
    private readonly SemaphoreSlim enough = new(0);
    private readonly ConcurrentQueue<Attempt> results = new();
    private readonly CancellationTokenSource stop = new();
    private int writing;

    public DeliveryResultWriter(
        IDbContextFactory<PharosDb> databases,
        WriteTransactions writes,
        WebhookSource hooks,
        DeliveryOptions options,
        TimeProvider clock,
        ILogger<DeliveryResultWriter> log
    )
    {
        (this.databases, this.writes, this.hooks, this.clock, this.log, inFlight) = (
            databases,
            writes,
            hooks,
            clock,
            log,
            options.InFlight
        );
        room = new SemaphoreSlim(inFlight, inFlight);
    }

    /// <summary>Whether every outcome is stored.</summary>
    public bool IsIdle => room.CurrentCount == inFlight;

    /// <summary>
    /// Waits until one more may be sent. Each call must be followed by <see cref="Add"/> or <see cref="NotSent"/>.
    /// </summary>
    public Task Begin(CancellationToken cancel) => room.WaitAsync(cancel);

    public void NotSent() => room.Release();

    /// <summary>Queues an outcome to be stored soon; retries while the database is unreachable.</summary>
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
            } while (!results.IsEmpty && Interlocked.Exchange(ref writing, 1) == 0);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException)
        {
            // The server has stopped; deliveries whose outcome is not stored are sent again.
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
        var sent = batch.Where(a => a.Result.Kind == SendResultKind.Sent);
        foreach (
            var some in sent.GroupBy(a =>
                (
                    a.Work.Claim.SubjectId,
                    a.Work.Claim.HookId,
                    a.Work.Claim.SendThrough,
                    a.Work.Claim.ClaimedBy,
                    a.Result.Reason
                )
            )
        )
        {
            var ids = some.Select(a => a.Work.Claim.RecipientId).ToList();
            var (through, note) = (some.Key.SendThrough, some.Key.Reason);
            await Find(db, some.Key.SubjectId, some.Key.HookId, ids, some.Key.ClaimedBy)
                .ExecuteUpdateAsync(
                    d =>
                        d.SetProperty(
                                r => r.State,
                                r =>
                                    r.State == DeliveryState.Waiting && r.SendThrough <= through
                                        ? DeliveryState.Sent
                                        : r.State
                            )
                            .SetProperty(r => r.SentThrough, through)
                            .SetProperty(r => r.Attempts, 0)
                            .SetProperty(r => r.SentAt, now)
                            .SetProperty(r => r.WaitingSince, now)
                            .SetProperty(r => r.NextAttemptAt, now)
                            .SetProperty(r => r.LastError, note)
                            .SetProperty(r => r.ClaimedBy, (string?)null),
                    cancel
                );
            await ForgetFailures(db, some.Where(a => a.Work.Loaded.HadFailures).ToList(), cancel);
        }

        foreach (var one in batch.Where(a => a.Result.Kind != SendResultKind.Sent))
            await WriteFailure(db, one, now, cancel);
        await write.Commit(cancel);
    }

    private async Task WriteFailure(PharosDb db, Attempt one, long now, CancellationToken cancel)
    {
        var (claim, result) = (one.Work.Claim, one.Result);
        var held = result.Kind == SendResultKind.Held;
        var attempts = held ? claim.Attempts : claim.Attempts + 1;
        var next =
            result.Kind == SendResultKind.Refused || (held && now >= claim.WaitingSince + RetrySchedule.GiveUpAfter)
                ? null
            : held ? now + result.WaitSeconds
            : RetrySchedule.Next(attempts, claim.WaitingSince, now, Random.Shared.NextDouble(), result.WaitSeconds);
        var written = await Find(db, claim.SubjectId, claim.HookId, [claim.RecipientId], claim.ClaimedBy)
            .ExecuteUpdateAsync(
                d =>
                    d.SetProperty(
                            r => r.State,
                            r =>
                                r.State != DeliveryState.Waiting ? r.State
                                : next == null ? DeliveryState.Failed
                                : DeliveryState.Waiting
                        )
                        .SetProperty(r => r.Attempts, attempts)
                        .SetProperty(r => r.NextAttemptAt, next ?? now)
                        .SetProperty(r => r.LastError, result.Reason)
                        .SetProperty(r => r.ClaimedBy, (string?)null),
                cancel
            );
        if (written == 0 || result.Kind != SendResultKind.Refused || !result.CountsAgainstRecipient)
            return;
        if (claim.IsEmail)
            await one.Work.Kind.Refused(db, claim.RecipientId, result.Reason!, now, cancel);
        else
            await hooks.Refused(db, claim.HookId, result.Reason!, now, cancel);
    }

    /// <summary>
    /// Acceptance resets a recipient's count of refusals in a row. Bounces are counted separately, because they follow
    /// an acceptance.
    /// </summary>
    private async Task ForgetFailures(PharosDb db, IReadOnlyCollection<Attempt> attempts, CancellationToken cancel)
    {
        foreach (var some in attempts.Where(a => a.Work.IsEmail).GroupBy(a => a.Work.Kind))
            await some.Key.Accepted(db, some.Select(a => a.Work.Claim.RecipientId).ToList(), cancel);
        var hookIds = attempts.Where(a => !a.Work.IsEmail).Select(a => a.Work.Claim.HookId).ToList();
        if (hookIds.Count > 0)
            await hooks.Accepted(db, hookIds, cancel);
    }

    /// <summary>
    /// Compares the claim in an expression: for a plain comparison SQLite would use the index on all of the node's
    /// claims.
    /// </summary>
    private static IQueryable<DeliveryRow> Find(
        PharosDb db,
        long subjectId,
        string hookId,
        List<long> recipientIds,
        string claim
    ) =>
        db.Deliveries.Where(d =>
            d.SubjectId == subjectId
            && d.HookId == hookId
            && EF.Parameter(recipientIds).Contains(d.RecipientId)
            && (d.ClaimedBy ?? "") == claim
        );

    private sealed record Attempt(DeliveryWork Work, SendResult Result);

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 500,
            Level = LogLevel.Warning,
            Message = "Cannot store delivery results ({Reason}); sending is paused"
        )]
        public static partial void CannotWrite(ILogger log, string reason);
    }
}
