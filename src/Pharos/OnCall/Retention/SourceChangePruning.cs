using Microsoft.EntityFrameworkCore;

namespace Pharos.OnCall.Retention;

/// <summary>Deletes changes that senders reported, if they are finished.</summary>
internal static class SourceChangePruning
{
    /// <param name="before">Unix seconds; 0 deletes nothing.</param>
    public static async Task<int> Prune(Batches batches, long accountId, long before, CancellationToken cancel)
    {
        var (all, deleted) = (0, 0);
        do
        {
            deleted = await batches.Write(
                accountId,
                async db =>
                {
                    var ids = await db
                        .SourceChanges.Where(c =>
                            c.AccountId == accountId
                            && c.StartTime < before
                            && c.LastTime < before
                            && c.EndTime > 0
                            && c.EndTime < before
                        )
                        .OrderBy(c => c.StartTime)
                        .Take(Batches.Size)
                        .Select(c => c.ChangeId)
                        .ToListAsync(cancel);
                    return await db
                        .SourceChanges.Where(c => EF.Parameter(ids).Contains(c.ChangeId))
                        .ExecuteDeleteAsync(cancel);
                },
                cancel
            );
            all += deleted;
        } while (deleted > 0);

        return all;
    }
}
