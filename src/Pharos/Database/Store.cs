using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Pharos.Database.Steps;
using Pharos.Kernel;

namespace Pharos.Database;

/// <summary>The open database and its cache, which the server and the command line share.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly DbContextOptions<PharosDb> options;

    private Store(IDatabase database, TimeProvider clock, long maxCacheBytes)
    {
        Database = database;
        Clock = clock;
        var builder = new DbContextOptionsBuilder<PharosDb>()
        // The schema's steps are written by hand, so there is no snapshot to compare the model with; a test
        // compares them.
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        database.Configure(builder);
        options = builder.Options;
        Databases = new PooledDbContextFactory<PharosDb>(options);
        Responses = new ResponseCache(maxCacheBytes);
        Writes = new WriteTransactions(database, Responses, clock);
    }

    public IDatabase Database { get; }
    public TimeProvider Clock { get; }
    public IDbContextFactory<PharosDb> Databases { get; }
    public ResponseCache Responses { get; }
    public WriteTransactions Writes { get; }

    /// <summary>Opens the database, creating it or upgrading its schema where needed.</summary>
    /// <param name="dataFolder">Where the SQLite file lives.</param>
    /// <param name="connectionString">PostgreSQL's; null for SQLite.</param>
    /// <exception cref="StartupException">One line for the operator: what is wrong and where.</exception>
    public static async Task<Store> Open(
        string dataFolder,
        string? connectionString,
        TimeProvider clock,
        CancellationToken cancel,
        long maxCacheBytes = 64 << 20
    )
    {
        IDatabase database;
        try
        {
            database = connectionString is null
                ? new SqliteDatabase(DataFolder.DatabaseFile(dataFolder), clock)
                : new PostgresDatabase(connectionString);
        }
        catch (ArgumentException)
        {
            // What is wrong with it could be the password: do not repeat it.
            throw new StartupException(
                "Pharos:Database is not a PostgreSQL connection string such as "
                    + "Host=db;Database=pharos;Username=pharos;Password=…"
            );
        }

        var store = new Store(database, clock, maxCacheBytes);
        try
        {
            await using var db = await store.Databases.CreateDbContextAsync(cancel);
            await SchemaUpgrade.Run(db, database, cancel);
            return store;
        }
        catch (Exception fault) when (fault is NotSupportedException || database.IsUnavailable(fault))
        {
            await store.DisposeAsync();
            throw new StartupException(
                $"cannot use {database.Description}: {fault.GetBaseException().Message.ReplaceLineEndings(" ")}"
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        Responses.Dispose();
        await Database.DisposeAsync();
    }
}

/// <summary>Why the program cannot start, in one line for the operator.</summary>
public sealed class StartupException(string message) : Exception(message);
