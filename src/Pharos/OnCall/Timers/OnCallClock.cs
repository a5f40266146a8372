using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Timers;

/// <summary>
/// Does what is due. The first node that locks the account does it; the others then find nothing. What fell due while
/// no
/// server was running is done at the next start, with the time at which it was due.
/// </summary>
internal sealed partial class OnCallClock(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    TimerActions actions,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<OnCallClock> log
) : BackgroundService
{
    private const int MaxAtOnce = 100;

    /// <summary>Does everything that is due now.</summary>
    public async Task TakeDue(CancellationToken cancel)
    {
        List<TimerRow> due;
        do
        {
            var now = clock.Seconds();
            await using (var db = await databases.CreateDbContextAsync(cancel))
                due = await db
                    .Timers.AsNoTracking()
                    .Where(t => t.DueAt <= now)
                    .OrderBy(t => t.DueAt)
                    .Take(MaxAtOnce)
                    .ToListAsync(cancel);
            foreach (var account in due.GroupBy(t => t.AccountId))
                await Take(account.Key, [.. account], cancel);
        } while (due.Count == MaxAtOnce);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStart(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        do
        {
            try
            {
                await TakeDue(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetBaseException().Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Take(long accountId, IReadOnlyList<TimerRow> due, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockOnCall(accountId, cancel);
        foreach (var timer in due)
        {
            // Another node may have done it, or a member has postponed it since then.
            var taken = await db
                .Timers.Where(t => t.Kind == timer.Kind && t.RefId == timer.RefId && t.DueAt == timer.DueAt)
                .ExecuteDeleteAsync(cancel);
            if (taken > 0)
                await actions.Do(db, timer, cancel);
        }

        await write.Commit(cancel);
        actions.Committed();
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1320,
            Level = LogLevel.Warning,
            Message = "On-call timers failed ({Reason}); retrying"
        )]
        public static partial void Failed(ILogger log, string reason);
    }
}
