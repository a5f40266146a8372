using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Pharos.Database;

/// <summary>
/// Consistent reads over several queries. Without a snapshot, a write that commits between two queries is seen in part,
/// such as an update without the status it set.
/// </summary>
public static class ReadSnapshot
{
    /// <summary>
    /// Begins a snapshot: until it is disposed of, all queries see the state at the first query. Inside a transaction
    /// the reads are part of that transaction.
    /// </summary>
    public static async Task<IAsyncDisposable> BeginRead(this PharosDb db, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
            return NoSnapshot.Instance;
        if (!db.Database.IsSqlite())
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        // EF would begin an immediate transaction, which waits for writers.
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await db.Database.UseTransactionAsync(transaction, cancel);
            return new SqliteSnapshot(db, transaction);
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            throw;
        }
    }

    private sealed class NoSnapshot : IAsyncDisposable
    {
        public static readonly NoSnapshot Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class SqliteSnapshot(PharosDb db, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }
}
