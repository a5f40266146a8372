using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Pharos.Database;

/// <summary>What differs between the two databases.</summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>For messages to operators: says where the database is, and no password.</summary>
    string Description { get; }

    void Configure(DbContextOptionsBuilder options);

    /// <summary>Begins a transaction that may write. SQLite has one writer at a time, and those of this process queue here.</summary>
    Task<IAsyncDisposable?> EnterWrite(CancellationToken cancel);

    /// <summary>Keeps every other writer off an account's page until the transaction ends; no wait for another account's.</summary>
    Task LockPage(PharosDb db, long accountId, long pageId, CancellationToken cancel);

    /// <summary>Keeps every other writer off an account's members, roles and teams until the transaction ends.</summary>
    Task LockAccount(PharosDb db, long accountId, CancellationToken cancel);

    /// <summary>Keeps every other writer off what is unique in the whole installation (slugs, domains) until the transaction ends.</summary>
    Task LockInstallation(PharosDb db, CancellationToken cancel);

    /// <summary>Keeps other nodes from spreading notifications and claiming deliveries until the transaction ends.</summary>
    Task LockDeliveries(PharosDb db, CancellationToken cancel);

    /// <summary>Keeps other nodes from upgrading the schema until the transaction ends.</summary>
    Task LockSchema(PharosDb db, CancellationToken cancel);

    /// <summary>Tells the other processes on this database, when the transaction commits, what they must no longer hold.</summary>
    Task Announce(PharosDb db, IReadOnlyCollection<Staleness> stale, CancellationToken cancel);

    /// <summary>Hears what other processes announce, until cancelled or until the database is gone (which it throws).</summary>
    Task Listen(ResponseCache listener, CancellationToken cancel);

    /// <summary>Tells a database that is gone, locked, full or read-only from a fault of our own.</summary>
    bool IsOutOfReach(Exception fault);
}

/// <summary>Something held in memory that a commit made out of date.</summary>
/// <param name="PageId">The page whose finished answers are stale; 0 when members, roles or keys changed.</param>
public readonly record struct Staleness(long PageId)
{
    public static Staleness Access { get; } = new(0);
}

internal static class DatabaseCommands
{
    public static DbCommand Command(this PharosDb db, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = (db.Database.CurrentTransaction as Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure<DbTransaction>)?.Instance;
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
