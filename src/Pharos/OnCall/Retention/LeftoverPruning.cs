using Microsoft.EntityFrameworkCore;

namespace Pharos.OnCall.Retention;

/// <summary>
/// Deletes what only matters for a time: recoveries that waited for their problem, and pushes that could not be
/// processed.
/// </summary>
internal static class LeftoverPruning
{
    /// <param name="now">Unix seconds.</param>
    /// <param name="before">The age of pushes that were set aside, in unix seconds; 0 keeps them.</param>
    public static async Task Prune(Batches batches, long now, long before, CancellationToken cancel)
    {
        await batches.Write(
            lockedAccount: null,
            db => db.EarlyRecoveries.Where(r => r.ExpiresAt < now).ExecuteDeleteAsync(cancel),
            cancel
        );
        await batches.Write(
            lockedAccount: null,
            db => db.Pushes.Where(p => p.FailedAt != null && p.FailedAt < before).ExecuteDeleteAsync(cancel),
            cancel
        );
    }
}
