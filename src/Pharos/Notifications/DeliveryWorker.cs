using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>
/// The delivery loop: expands notifications, claims deliveries and hands them to the scheduler. All state that must
/// survive is in the database; memory holds only what is about to be sent.
/// </summary>
internal sealed partial class DeliveryWorker(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    WakeSignal signal,
    DeliveryNode node,
    FanOut fanOut,
    Claims claims,
    DeliveryLoader loader,
    TransactionalMessages messages,
    SendScheduler scheduler,
    SendBuffer buffer,
    DeliveryOptions options,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<DeliveryWorker> log
) : BackgroundService
{
    /// <summary>
    /// Finds what becomes due later and what other nodes publish; this node's own commits set the signal.
    /// </summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private const long SweepEvery = 60;

    private int looks;
    private long sweepAt;

    /// <summary>Number of polls so far.</summary>
    internal int Looks => Volatile.Read(ref looks);

    /// <summary>Whether nothing is being sent or waiting to be sent.</summary>
    internal bool IsIdle => scheduler.Queue.Count == 0 && scheduler.IsIdle;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStart(stoppingToken);
        using var timer = clock.CreateTimer(_ => signal.Set(), null, PollInterval, PollInterval);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await Turn(stoppingToken)) { }
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

        await Finish();
    }

    /// <summary>One round of everything.</summary>
    /// <returns>Whether another round should follow at once.</returns>
    private async Task<bool> Turn(CancellationToken cancel)
    {
        await node.Heartbeat(cancel);
        await Sweep(cancel);
        var email = scheduler.EmailFlows;
        await SendMessages(email, cancel);
        var expanded = await fanOut.Advance(cancel);
        if (expanded)
            await SendMessages(email, cancel);

        var room = buffer.Size - scheduler.Queue.Count;
        var claimed =
            room < buffer.Low ? [] : await claims.Take(room, scheduler.Queue.Full(buffer.Least), email, cancel);
        try
        {
            var work = await loader.Read(claimed, cancel);
            foreach (var one in work)
                scheduler.Queue.Add(one);
            if (work.Count < claimed.Count)
                await GiveUp(claimed, work, cancel);
        }
        catch
        {
            node.AbandonClaims();
            throw;
        }

        scheduler.Start(cancel);
        if (claimed.Count > 0)
            buffer.Fit(claimed.Count, room);
        return expanded || (claimed.Count > 0 && scheduler.Queue.Count < buffer.Low);
    }

    /// <summary>
    /// Claims messages to single recipients and starts sending them, so that a page does not wait for a large audience.
    /// </summary>
    private async Task SendMessages(bool email, CancellationToken cancel)
    {
        var claimed = await messages.Claim(options.Connections, email, cancel);
        foreach (var message in claimed)
            scheduler.Queue.Add(message);
        if (claimed.Count > 0)
            scheduler.Start(cancel);
    }

    /// <summary>Fails deliveries that could not be loaded, because their recipient no longer exists.</summary>
    private async Task GiveUp(List<ClaimedDelivery> claimed, List<DeliveryWork> work, CancellationToken cancel)
    {
        var loaded = work.Select(w => w.Claim).ToHashSet();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        foreach (var one in claimed.Where(c => !loaded.Contains(c)))
        {
            await db
                .Deliveries.Where(d =>
                    d.SubjectId == one.SubjectId
                    && d.RecipientId == one.RecipientId
                    && d.HookId == one.HookId
                    && d.ClaimedBy == one.ClaimedBy
                )
                .ExecuteUpdateAsync(
                    d =>
                        d.SetProperty(r => r.State, DeliveryState.Failed)
                            .SetProperty(r => r.LastError, "the recipient no longer exists")
                            .SetProperty(r => r.ClaimedBy, (string?)null),
                    cancel
                );
        }

        await write.Commit(cancel);
    }

    /// <summary>
    /// Fails deliveries that waited for more than a day without an attempt, such as in an outage of the SMTP server.
    /// </summary>
    private async Task Sweep(CancellationToken cancel)
    {
        var now = clock.Seconds();
        if (now < sweepAt)
            return;
        sweepAt = now + SweepEvery;
        var before = now - RetrySchedule.GiveUpAfter - (60 * 60);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var old = db.Deliveries.Where(d =>
            d.State == DeliveryState.Waiting && d.ClaimedBy == null && d.WaitingSince < before
        );
        if (!await old.AnyAsync(cancel))
            return;
        await using var write = await writes.Begin(db, cancel);
        await old.ExecuteUpdateAsync(d => d.SetProperty(r => r.State, DeliveryState.Failed), cancel);
        await write.Commit(cancel);
    }

    private async Task Finish()
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(5), TimeProvider.System);
            while (!scheduler.IsIdle)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, timeout.Token);
            await node.ReleaseClaims(timeout.Token);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Other nodes release the claims once the heartbeat expires.
            Log.Failed(log, fault.GetBaseException().Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 510, Level = LogLevel.Warning, Message = "Delivery loop failed ({Reason}); retrying")]
        public static partial void Failed(ILogger log, string reason);
    }
}
