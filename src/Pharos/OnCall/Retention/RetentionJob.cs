using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Retention;

/// <summary>
/// Deletes on-call data that is older than the options allow, at start and every hour. It works in short transactions,
/// between which other writes have their turn. Several nodes may do it at the same time: what one has deleted, the
/// others don't find.
/// </summary>
internal sealed partial class RetentionJob(
    RetentionOptions options,
    IDbContextFactory<PharosDb> databases,
    WriteTransactions writes,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<RetentionJob> log
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Deletes what is too old now.</summary>
    public async Task Prune(CancellationToken cancel)
    {
        List<long> accounts;
        await using (var db = await databases.CreateDbContextAsync(cancel))
            accounts = await db.Accounts.Select(a => a.AccountId).ToListAsync(cancel);
        var batches = new Batches(databases, writes);
        await LeftoverPruning.Prune(batches, clock.GetUtcNow().ToUnixTimeSeconds(), Before(options.EventDays), cancel);
        foreach (var accountId in accounts)
        {
            var deleted = new Deleted(
                await IncidentPruning.Prune(batches, accountId, Before(options.IncidentDays), cancel),
                await AlertPruning.Prune(batches, accountId, Before(options.IncidentDays), cancel),
                await EventPruning.Prune(batches, accountId, Before(options.EventDays), cancel),
                await SourceChangePruning.Prune(batches, accountId, Before(options.SourceChangeDays), cancel)
            );
            if (deleted != Deleted.Nothing)
                Log.Pruned(log, deleted.Incidents, deleted.Alerts, deleted.Events, deleted.Changes, accountId);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.WaitForStart(stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await Prune(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.Failed(log, fault.GetBaseException().Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Data before this time is deleted. Unix seconds; 0 deletes nothing.</summary>
    private long Before(int days) => days == 0 ? 0 : clock.GetUtcNow().AddDays(-days).ToUnixTimeSeconds();

    private sealed record Deleted(int Incidents, int Alerts, int Events, int Changes)
    {
        public static readonly Deleted Nothing = new(0, 0, 0, 0);
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1350,
            Level = LogLevel.Information,
            Message = "Deleted old on-call data of account {AccountId}: {Incidents} incidents, {Alerts} alerts without "
                + "an incident, {Events} events and {Changes} changes"
        )]
        public static partial void Pruned(
            ILogger log,
            int incidents,
            int alerts,
            int events,
            int changes,
            long accountId
        );

        [LoggerMessage(
            EventId = 1351,
            Level = LogLevel.Warning,
            Message = "Deleting old on-call data failed ({Reason}); retrying in an hour"
        )]
        public static partial void Failed(ILogger log, string reason);
    }
}
