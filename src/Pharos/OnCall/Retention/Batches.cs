using Microsoft.EntityFrameworkCore;
using Pharos.Database;

namespace Pharos.OnCall.Retention;

/// <summary>Short transactions, one after the other.</summary>
internal sealed class Batches(IDbContextFactory<PharosDb> databases, WriteTransactions writes)
{
    /// <summary>Rows of one transaction: some milliseconds of work.</summary>
    public const int Size = 200;

    public async Task<T> Read<T>(Func<PharosDb, Task<T>> read, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await read(db);
    }

    /// <param name="lockedAccount">Its on-call data is locked; null if only this job writes the rows.</param>
    public async Task<int> Write(long? lockedAccount, Func<PharosDb, Task<int>> delete, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var write = await writes.Begin(db, cancel);
        if (lockedAccount is { } accountId)
            await write.LockOnCall(accountId, cancel);
        var deleted = await delete(db);
        await write.Commit(cancel);
        return deleted;
    }
}
