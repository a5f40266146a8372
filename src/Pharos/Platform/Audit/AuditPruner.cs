using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.Platform.Audit;

/// <param name="Days">
/// After how many days entries are deleted, from the option <c>Pharos:AuditDays</c>; 0 for never.
/// </param>
public sealed record AuditRetention(int Days);

/// <summary>Deletes old entries of the audit log at start and every hour, if the operator has set a limit.</summary>
internal sealed partial class AuditPruner(
    AuditRetention retention,
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    TimeProvider clock,
    ILogger<AuditPruner> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (retention.Days == 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await Prune(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.NotPruned(log, fault.GetType().Name);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Prune(CancellationToken cancel)
    {
        var before = clock.GetUtcNow().AddDays(-retention.Days).ToUnixTimeMilliseconds();
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var accountId in await db.Accounts.Select(a => a.AccountId).ToListAsync(cancel))
        {
            if (await AuditChain.Prune(db, writes, accountId, before, cancel) is > 0 and var deleted)
                Log.Pruned(log, deleted, accountId, retention.Days);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 210,
            Level = LogLevel.Information,
            Message = "Deleted {Deleted} audit log entries of account {AccountId} that were older than {Days} days"
        )]
        public static partial void Pruned(ILogger log, long deleted, long accountId, int days);

        [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "Pruning the audit log failed ({Fault})")]
        public static partial void NotPruned(ILogger log, string fault);
    }
}
