using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Pharos.Database;

/// <summary>
/// An event is read by several queries. Without a snapshot a write that commits between two of them is seen by half: an
/// update without the status it gave, a component without its name.
/// </summary>
public static class ReadSnapshot
{
    /// <summary>
    /// Until it is disposed of, all queries see what was committed when the first of them began. Within a transaction
    /// it is part of that.
    /// </summary>
    public static async Task<IAsyncDisposable> BeginRead(this PharosDb db, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
            return Joined.Instance;
        if (!db.Database.IsSqlite())
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);

        // EF would begin a transaction that may write, and queue with those that do.
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var transaction = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await db.Database.UseTransactionAsync(transaction, cancel);
            return new Deferred(db, transaction);
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            throw;
        }
    }

    private sealed class Joined : IAsyncDisposable
    {
        public static readonly Joined Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Deferred(PharosDb db, DbTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.UseTransactionAsync(null);
            await transaction.DisposeAsync();
            await db.Database.CloseConnectionAsync();
        }
    }
}
