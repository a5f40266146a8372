using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Journal;

namespace Pharos.OnCall.Intake.Processing;

/// <summary>
/// Turns stored pushes into alerts and incidents: in the order of their arrival, some at a time, each exactly once. All
/// nodes do this; the lock of the account decides which one takes the next pushes.
/// </summary>
internal sealed partial class PushProcessor(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    IDatabase database,
    EventIntake intake,
    PushSignal signal,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<PushProcessor> log
) : BackgroundService
{
    /// <summary>Pushes of one transaction. Other writers wait for it, so it is short.</summary>
    private const int MaxAtOnce = 32;

    /// <summary>
    /// The bytes of the pushes of one transaction, unless one alone has more. A few hundred events: with thousands,
    /// other writers waited longer than their deadline.
    /// </summary>
    private const int MaxBytesAtOnce = 64 << 10;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Processes everything that is stored now.</summary>
    public async Task ProcessAll(CancellationToken cancel)
    {
        while (await NextAccount(cancel) is { } accountId)
        {
            if (!await Process(accountId, MaxAtOnce, cancel))
                return;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStart(stoppingToken);
        // The timer finds pushes that another node has stored and not processed.
        using var timer = new PeriodicTimer(Interval, clock);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var stored = signal.Wait(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ProcessAll(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetBaseException().Message);
                await tick; // Does not retry faster than the timer.
            }

            await Task.WhenAny(tick, stored);
            if (tick.IsCompleted)
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            if (stored.IsCompleted)
                stored = signal.Wait(stoppingToken);
        }
    }

    private async Task<long?> NextAccount(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db
            .Pushes.AsNoTracking()
            .Where(p => p.FailedAt == null)
            .OrderBy(p => p.PushId)
            .Select(p => (long?)p.AccountId)
            .FirstOrDefaultAsync(cancel);
    }

    /// <returns>False if the database does not accept writes now.</returns>
    private async Task<bool> Process(long accountId, int most, CancellationToken cancel)
    {
        try
        {
            await Take(accountId, most, cancel);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (database.IsUnavailable(fault))
                throw;
            if (most > 1)
                return await Process(accountId, 1, cancel);
            await SetAside(accountId, fault, cancel);
            return true;
        }
    }

    private async Task Take(long accountId, int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockOnCall(accountId, cancel);
        var pushes = await Next(db, accountId, most, cancel);
        if (pushes.Count > 0)
        {
            await intake.Take(db, accountId, pushes, cancel);
            db.Pushes.RemoveRange(pushes);
        }

        await write.Commit(cancel);
    }

    private static async Task<List<PushRow>> Next(PharosDb db, long accountId, int most, CancellationToken cancel)
    {
        var (pushes, bytes) = (new List<PushRow>(), 0L);
        await foreach (var push in Waiting(db, accountId).Take(most).AsAsyncEnumerable().WithCancellation(cancel))
        {
            bytes += push.Body.Length;
            if (pushes.Count > 0 && bytes > MaxBytesAtOnce)
            {
                db.Entry(push).State = EntityState.Detached;
                break;
            }

            pushes.Add(push);
        }

        return pushes;
    }

    /// <summary>Keeps a push that cannot be processed out of the way of the others.</summary>
    private async Task SetAside(long accountId, Exception fault, CancellationToken cancel)
    {
        var reason = fault.GetBaseException();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockOnCall(accountId, cancel);
        if (await Waiting(db, accountId).FirstOrDefaultAsync(cancel) is { } push)
        {
            push.FailedAt = clock.Seconds();
            push.Failure = reason.Message;
            Log.SetAside(log, push.PushId, push.IntegrationId, reason);
        }

        await write.Commit(cancel);
    }

    private static IOrderedQueryable<PushRow> Waiting(PharosDb db, long accountId) =>
        db.Pushes.Where(p => p.FailedAt == null && p.AccountId == accountId).OrderBy(p => p.PushId);

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1310,
            Level = LogLevel.Warning,
            Message = "Processing pushes failed ({Reason}); retrying"
        )]
        public static partial void Failed(ILogger log, string reason);

        [LoggerMessage(
            EventId = 1311,
            Level = LogLevel.Error,
            Message = "Push {PushId} of integration {IntegrationId} was set aside"
        )]
        public static partial void SetAside(ILogger log, long pushId, long integrationId, Exception fault);
    }
}
