using Microsoft.EntityFrameworkCore.Storage;

namespace Pharos.Database;

/// <summary>A begun transaction with the right to write. Disposing it without a commit rolls it back.</summary>
/// <param name="turn">The turn in this process's queue of writers; null on PostgreSQL.</param>
public sealed class WriteLock(IDbContextTransaction transaction, IDisposable? turn) : IAsyncDisposable
{
    public IDbContextTransaction Transaction => transaction;

    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        finally
        {
            turn?.Dispose();
        }
    }
}
