using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// Spreads notifications, claims deliveries and sends them. Everything it must not forget is in the database; what it holds in memory
/// is only what it is about to send.
/// </summary>
internal sealed partial class DeliveryWorker(
    IDbContextFactory<PharosDb> databases, WriteTransactions writes, DeliveryNode node, Spreading spreading, Claims claims, Loading loading, Letters letters,
    Sending sending, WakeSignal signal, DeliveryOptions options, TimeProvider clock, ILogger<DeliveryWorker> log) : BackgroundService
{
    /// <summary>For what is due by the clock, or was published by another node; what this one publishes rings the bell.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private const long SweepEvery = 60;
    private const int MostBuffered = 1000;

    private int looks;
    private long sweepAt;
    private int buffer;
    private long claimedAt;

    /// <summary>How often it has looked for something to do.</summary>
    internal int Looks => Volatile.Read(ref looks);

    /// <summary>Nothing is under way or about to be.</summary>
    internal bool IsIdle => sending.Waiting.Waiting == 0 && sending.IsIdle;

    private int LeastBuffered => Math.Max(100, options.Connections * 25);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        buffer = LeastBuffered;
        using var timer = clock.CreateTimer(_ => signal.Set(), null, LookEvery, LookEvery);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Turn(stoppingToken))
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // Stopped in the middle of a turn: the claims are released below.
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetBaseException().Message);
            }

            Interlocked.Increment(ref looks);
            await signal.Wait(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
        var mailFlows = sending.MailFlows;
        if (mailFlows)
        {
            foreach (var letter in await letters.Claim(options.Connections, cancel))
                sending.Waiting.Add(letter);
        }

        var room = buffer - sending.Waiting.Waiting;
        var claimed = room < buffer / 2 ? [] : await claims.Take(room, sending.Waiting.Full(LeastBuffered), mailFlows, cancel);
        try
        {
            var work = await loading.Read(claimed, cancel);
            foreach (var one in work)
                sending.Waiting.Add(one);
            if (work.Count < claimed.Count)
                await GiveUp(claimed, work, cancel);
        }
        catch
        {
            node.LoseTrack();
            throw;
        }

        if (claimed.Count > 0)
            Fit(claimed.Count, room);
        sending.Start(buffer / 2, cancel);
        return spread || (claimed.Count > 0 && sending.Waiting.Waiting < buffer / 2);
    }

    /// <summary>As much as is sent in half a second or so: enough that nobody waits for claims, and no more, so that pages take turns.</summary>
    private void Fit(int claimed, int room)
    {
        if (claimed < room)
            return;
        var took = clock.GetElapsedTime(claimedAt);
        buffer = took < TimeSpan.FromMilliseconds(250) ? Math.Min(buffer * 2, Math.Max(MostBuffered, LeastBuffered)) : took > TimeSpan.FromSeconds(1) ? Math.Max(buffer / 2, LeastBuffered) : buffer;
        claimedAt = clock.GetTimestamp();
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
            while (!sending.IsIdle)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
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
    }
}
