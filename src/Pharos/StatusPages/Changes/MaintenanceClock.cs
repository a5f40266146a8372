using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Notices;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// Runs the automatic steps of maintenances when they are due. The first node to lock the page runs the step; the
/// others then find it done. Steps missed while no server was running are run at the next start.
/// </summary>
internal sealed partial class MaintenanceClock(
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<MaintenanceClock> log
) : BackgroundService
{
    private const int MaxAtOnce = 100;

    /// <summary>Runs every step that is due now.</summary>
    public async Task TakeDue(CancellationToken cancel)
    {
        List<Due> due;
        do
        {
            var now = clock.Seconds();
            await using (var db = await databases.CreateDbContextAsync(cancel))
            {
                due = await db
                    .Changes.Where(c => c.NextStepAt <= now)
                    .OrderBy(c => c.NextStepAt)
                    .Join(db.Pages, c => c.PageId, p => p.PageId, (c, p) => new Due(p.AccountId, p.PageId, c.ChangeId))
                    .Take(MaxAtOnce)
                    .ToListAsync(cancel);
            }

            foreach (var one in due)
                await Take(one, now, cancel);
        } while (due.Count > 0);
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

    private async Task Take(Due due, long now, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        await write.LockPage(due.AccountId, due.PageId, cancel);
        var change = await db
            .Changes.Include(c => c.Updates)
                .ThenInclude(u => u.ComponentChanges)
            .AsSplitQuery()
            .SingleOrDefaultAsync(c => c.ChangeId == due.ChangeId && c.NextStepAt <= now, cancel);
        if (change is null)
            return;
        var locale = await db
            .Accounts.Where(a => a.AccountId == due.AccountId)
            .Select(a => a.Locale)
            .SingleAsync(cancel);
        var deleted = await DerivedChange.Deleted(db, change, cancel);
        if (AutomaticSteps.Take(change, deleted, Language.FromLocale(locale), clock) is { } update)
        {
            change.Updates.Add(update);
            db.Updates.Add(update);
            DerivedChange.Derive(change, deleted, (_, name) => name);
            change.UpdatedAt = now;
            change.Revision++;
            if (change.NotifySubscribers)
                await ChangeNotices.Record(write, due.AccountId, change, [update], clock, cancel);
        }

        await write.Commit(cancel);
    }

    private sealed record Due(long AccountId, long PageId, long ChangeId);

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 120,
            Level = LogLevel.Warning,
            Message = "Automatic maintenance steps failed ({Reason}); retrying"
        )]
        public static partial void Failed(ILogger log, string reason);
    }
}
