using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Pharos.Database;

/// <summary>What differs between the two databases.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>For messages to operators: says where the database is, and no password.</summary>
    string Description { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>
    /// Begins a transaction that may write. SQLite has one writer at a time, and those of this process queue here.
    /// </summary>
    Task<IAsyncDisposable?> AcquireWriter(CancellationToken cancel);

    /// <summary>
    /// Keeps every other writer off an account's page until the transaction ends; no wait for another account's.
    /// </summary>
    Task LockPage(PharosDb db, long accountId, long pageId, CancellationToken cancel);

    /// <summary>
    /// Keeps every other writer off an account's members, roles and teams until the transaction ends.
    /// </summary>
    Task LockAccount(PharosDb db, long accountId, CancellationToken cancel);

    /// <summary>
    /// Keeps every other writer off what is unique in the whole installation (slugs, domains) until the transaction
    /// ends.
    /// </summary>
    Task LockInstallation(PharosDb db, CancellationToken cancel);

    /// <summary>
    /// Keeps other nodes from spreading notifications and claiming deliveries until the transaction ends.
    /// </summary>
    Task LockDeliveries(PharosDb db, CancellationToken cancel);

    /// <summary>Keeps other nodes from upgrading the schema until the transaction ends.</summary>
    Task LockSchema(PharosDb db, CancellationToken cancel);

    /// <summary>Tells the other processes on this database what is stale, once the transaction commits.</summary>
    Task PublishInvalidations(PharosDb db, IReadOnlyCollection<CacheInvalidation> stale, CancellationToken cancel);

    /// <summary>
    /// Passes on the announcements of other processes until cancelled. Throws when the connection to the database is
    /// lost.
    /// </summary>
    Task Listen(ResponseCache listener, CancellationToken cancel);

    /// <summary>Tells a database that is gone, locked, full or read-only from a fault of our own.</summary>
    bool IsUnavailable(Exception fault);
}

/// <summary>A part of the cache that a commit makes stale.</summary>
/// <param name="PageId">The page whose cached responses are stale; 0 when members, roles or keys changed.</param>
public readonly record struct CacheInvalidation(long PageId)
{
    public static CacheInvalidation Access { get; } = new(0);
}

internal static class DatabaseCommands
{
    public static DbCommand Command(
        this PharosDb db,
        string sql,
        params ReadOnlySpan<(string Name, object Value)> parameters
    )
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = (
            db.Database.CurrentTransaction
            as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<DbTransaction>
        )?.Instance;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
