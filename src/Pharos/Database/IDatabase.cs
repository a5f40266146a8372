using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Pharos.Database;

/// <summary>What differs between SQLite and PostgreSQL.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>The location of the database for messages to operators, without the password.</summary>
    string Description { get; }

    /// <summary>
    /// A query for the name of a table of another program. Finds nothing once the schema history exists, because
    /// another node may be creating the installation.
    /// </summary>
    string TablesOfOthers { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>
    /// Opens a connection without EF, which takes longer to load than a server should take to start.
    /// </summary>
    Task<DbConnection> OpenConnection(CancellationToken cancel);

    /// <summary>
    /// Begins a transaction that writes. SQLite allows one writer at a time, so writers of this process queue here, and
    /// the first of them waits for other processes.
    /// </summary>
    /// <param name="maxWait">The time for both waits together; null for the server's.</param>
    /// <exception cref="Exception">
    /// The wait takes too long; <see cref="IsUnavailable"/> is true for the exception.
    /// </exception>
    Task<WriteLock> BeginWrite(PharosDb db, TimeSpan? maxWait, CancellationToken cancel);

    /// <summary>
    /// Locks a page against other writers until the transaction ends. Does nothing if the page belongs to another
    /// account.
    /// </summary>
    Task LockPage(PharosDb db, long accountId, long pageId, CancellationToken cancel);

    /// <summary>
    /// Locks an account's members, roles and teams against other writers until the transaction ends.
    /// </summary>
    Task LockAccount(PharosDb db, long accountId, CancellationToken cancel);

    /// <summary>
    /// Locks values that are unique in the whole installation (slugs, domains) against other writers until the
    /// transaction ends.
    /// </summary>
    Task LockInstallation(PharosDb db, CancellationToken cancel);

    /// <summary>
    /// Prevents other nodes from fanning out notifications and claiming deliveries until the transaction ends.
    /// </summary>
    Task LockDeliveries(PharosDb db, CancellationToken cancel);

    /// <summary>
    /// Locks an account's alerts, incidents and timers against other writers until the transaction ends.
    /// </summary>
    Task LockOnCall(PharosDb db, long accountId, CancellationToken cancel);

    /// <summary>Prevents other nodes from upgrading the schema until the transaction ends.</summary>
    Task LockSchema(PharosDb db, CancellationToken cancel);

    /// <summary>Publishes invalidations to the other processes once the transaction commits.</summary>
    Task PublishInvalidations(PharosDb db, IReadOnlyCollection<CacheInvalidation> stale, CancellationToken cancel);

    /// <summary>
    /// Applies the invalidations of other processes to the cache until cancelled. Throws when the database connection
    /// is lost.
    /// </summary>
    Task Listen(CacheVersions versions, CancellationToken cancel);

    /// <summary>Whether an error means that the database is unreachable, locked, full or read-only.</summary>
    bool IsUnavailable(Exception exception);

    /// <summary>Why a write has failed.</summary>
    WriteFault Classify(Exception exception);
}

/// <summary>Why the database does not accept writes.</summary>
public enum WriteFault
{
    Other,
    DiskFull,
    ReadOnly,

    /// <summary>Another program holds a lock for longer than the write could wait.</summary>
    Locked,
}

/// <summary>What a commit makes stale in the caches.</summary>
/// <param name="PageId">
/// The page whose cached values are stale; 0 when members, roles or keys changed; the negative ID of an account when
/// its on-call settings changed.
/// </param>
public readonly record struct CacheInvalidation(long PageId)
{
    public static CacheInvalidation Access { get; } = new(0);

    /// <summary>The spaces, rules, integrations and routes of an account.</summary>
    public static CacheInvalidation OnCall(long accountId) => new(-accountId);
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
