using Microsoft.EntityFrameworkCore;
using Pharos.Delivery.Channels;
using Pharos.Delivery.Mail;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Delivery;

/// <summary>
/// Spreads notifications, claims deliveries and sends them. Everything it must not forget is in the database; what it holds in memory
/// is only what it is about to send.
/// </summary>
internal sealed partial class DeliveryWorker(
    IDbContextFactory<StatusDb> databases, WriteTransactions writes, DeliveryNode node, Spreading spreading, Claims claims, Loading loading, Recording recording, Letters letters,
    MailChannel mail, ImChannel im, DeliveryOptions options, TimeProvider clock, ILogger<DeliveryWorker> log) : BackgroundService
{
    /// <summary>Half a second: with spreading and claiming, the first mail is out within one.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest that one attempt may take.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    private const long SweepEvery = 60;

    private readonly Dispatch dispatch = new(options.Connections, clock);
    private readonly SemaphoreSlim bell = new(0);
    private int senders;
    private int looks;
    private int blocks;
    private long blockedUntil;
    private long sweepAt;

    /// <summary>How often it has looked for something to do.</summary>
    internal int Looks => Volatile.Read(ref looks);

    /// <summary>Nothing is under way or about to be.</summary>
    internal bool IsIdle => Volatile.Read(ref senders) == 0 && dispatch.Waiting == 0;

    private int Buffer => Math.Max(100, options.Connections * 25);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = clock.CreateTimer(_ => bell.Release(), null, LookEvery, LookEvery);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Turn(stoppingToken))
                {
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetBaseException().Message);
            }

            Interlocked.Increment(ref looks);
            await bell.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (bell.Wait(0, CancellationToken.None))
            {
                // One look for all that rang.
            }
        }

        await Leave();
    }

    /// <summary>One round of everything.</summary>
    /// <returns>Whether another round should follow at once.</returns>
    private async Task<bool> Turn(CancellationToken cancel)
    {
        await node.Beat(cancel);
        await Sweep(cancel);
        var spread = await spreading.Advance(cancel);
        var mailFlows = clock.Seconds() >= Volatile.Read(ref blockedUntil);
        if (mailFlows)
        {
            foreach (var letter in await letters.Claim(options.Connections, cancel))
                dispatch.Add(letter);
        }

        var room = Buffer - dispatch.Waiting;
        var claimed = room < Buffer / 2 ? [] : await claims.Take(room, dispatch.Full, mailFlows, cancel);
        var work = await loading.Read(claimed, cancel);
        foreach (var one in work)
            dispatch.Add(one);
        if (work.Count < claimed.Count)
            await GiveUp(claimed, work, cancel);
        Start(cancel);
        return spread || (claimed.Count > 0 && dispatch.Waiting < Buffer / 2);
    }

    private void Start(CancellationToken cancel)
    {
        while (Volatile.Read(ref senders) < options.Connections && dispatch.Take() is { } work)
        {
            Interlocked.Increment(ref senders);
            _ = Task.Run(() => SendFrom(work, cancel), CancellationToken.None);
        }
    }

    /// <summary>Sends one after another until nothing is left that may go out.</summary>
    private async Task SendFrom(Work? work, CancellationToken cancel)
    {
        try
        {
            while (work is not null)
            {
                var begun = clock.GetTimestamp();
                try
                {
                    await Send(work, cancel);
                }
                finally
                {
                    dispatch.Done(work, clock.GetElapsedTime(begun));
                }

                if (dispatch.Waiting < Buffer / 2)
                    bell.Release();
                work = cancel.IsCancellationRequested ? null : dispatch.Take();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; what was not written down is tried again by whoever comes next.
        }
        catch (Exception fault)
        {
            Log.Failed(log, fault.GetBaseException().Message);
        }
        finally
        {
            Interlocked.Decrement(ref senders);
            bell.Release();
        }
    }

    private async Task Send(Work work, CancellationToken cancel)
    {
        var claim = work is DeliveryWork delivery ? delivery.Claim.Claim : ((LetterWork)work).Letter.ClaimedBy!;
        if (!node.Holds(claim))
            return;
        var blocked = work.IsMail ? Volatile.Read(ref blockedUntil) - clock.Seconds() : 0;
        if (blocked > 0)
        {
            if (work is DeliveryWork untried)
                await claims.PutBack([untried.Claim], CancellationToken.None);
            else
                await letters.Record((LetterWork)work, SendResult.Later("no mail gets out", blocked), CancellationToken.None);
            return;
        }

        var result = await Attempt(work, cancel);
        if (work.IsMail)
            Heed(result);
        if (work is DeliveryWork told)
            await recording.Add(told, result, CancellationToken.None);
        else
            await letters.Record((LetterWork)work, result, CancellationToken.None);
    }

    private async Task<SendResult> Attempt(Work work, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(AttemptTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return work switch
            {
                LetterWork letter => await mail.Send(letter, either.Token),
                DeliveryWork { Hook: not null } delivery => await im.Send(delivery, either.Token),
                DeliveryWork delivery => await mail.Send(delivery, either.Token),
                _ => throw new InvalidOperationException("nothing sends this"),
            };
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return SendResult.Later("no answer within a minute");
        }
        catch (IOException fault)
        {
            return SendResult.Later(fault.Message);
        }
    }

    /// <summary>When the way is blocked everybody waits, ever longer, rather than each finding out by itself.</summary>
    private void Heed(SendResult result)
    {
        if (result.Kind != SendResultKind.Blocked)
        {
            if (result.Kind == SendResultKind.Sent && Volatile.Read(ref blocks) > 0)
                Volatile.Write(ref blocks, 0);
            return;
        }

        var wait = Math.Min(60, 2L << Math.Min(Interlocked.Increment(ref blocks), 10));
        Volatile.Write(ref blockedUntil, clock.Seconds() + wait);
        Log.Blocked(log, result.Reason!, wait);
    }

    /// <summary>Those that nothing can be made of: their hook is gone.</summary>
    private async Task GiveUp(List<ClaimedDelivery> claimed, List<DeliveryWork> work, CancellationToken cancel)
    {
        var loaded = work.Select(w => w.Claim).ToHashSet();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        foreach (var one in claimed.Where(c => !loaded.Contains(c)))
        {
            await db.Deliveries.Where(d => d.ChangeId == one.ChangeId && d.SubscriberId == one.SubscriberId && d.HookId == one.HookId && d.ClaimedBy == one.Claim)
                .ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Failed).SetProperty(r => r.LastError, "the receiver is gone").SetProperty(r => r.ClaimedBy, (string?)null), cancel);
        }

        await write.Commit(cancel);
    }

    /// <summary>Gives up what has waited for more than a day without being tried, because the way was blocked.</summary>
    private async Task Sweep(CancellationToken cancel)
    {
        var now = clock.Seconds();
        if (now < sweepAt)
            return;
        sweepAt = now + SweepEvery;
        var before = now - RetrySchedule.GiveUpAfter - (60 * 60);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var old = db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.ClaimedBy == null && d.WaitingSince < before);
        if (!await old.AnyAsync(cancel))
            return;
        await using var write = await writes.Begin(db, cancel);
        await old.ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Failed), cancel);
        await write.Commit(cancel);
    }

    private async Task Leave()
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
            while (Volatile.Read(ref senders) > 0 && !patience.IsCancellationRequested)
                await bell.WaitAsync(patience.Token);
            await node.Leave(patience.Token);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.Failed(log, fault.GetBaseException().Message); // Then others wait until we are known to be dead.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 510, Level = LogLevel.Warning, Message = "Deliveries could not be gone on with ({Reason}); it will be tried again")]
        public static partial void Failed(ILogger log, string reason);

        [LoggerMessage(EventId = 511, Level = LogLevel.Warning, Message = "No mail gets out ({Reason}); the next attempt is in {Seconds} s")]
        public static partial void Blocked(ILogger log, string reason, long seconds);
    }
}
