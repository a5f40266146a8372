using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Pharos.Database.Steps;
using Pharos.Kernel;

namespace Pharos.Database;

/// <summary>The open database and its cache, which the server and the command line share.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly Lazy<DbContextOptions<PharosDb>> options;

    private Store(IDatabase database, TimeProvider clock)
    {
        Database = database;
        Clock = clock;
        options = new(() => Options(database));
        Databases = new ContextPool(options);
        Versions = new CacheVersions();
        Writes = new WriteTransactions(database, Versions, clock);
    }

    public IDatabase Database { get; }
    public TimeProvider Clock { get; }
    public IDbContextFactory<PharosDb> Databases { get; }
    public CacheVersions Versions { get; }
    public WriteTransactions Writes { get; }

    /// <summary>A context that sends no commands; see <see cref="DetachedContext"/>.</summary>
    internal PharosDb CreateDetached() => DetachedContext.Create(options.Value);

    /// <summary>Opens the database; upgrades its schema if needed.</summary>
    /// <param name="dataFolder">The folder of the SQLite file.</param>
    /// <param name="connectionString">A PostgreSQL connection string; null for SQLite.</param>
    /// <param name="create">Whether to create an installation in an empty database.</param>
    /// <param name="writeWaitSeconds">How long a write waits for other writers of a SQLite database.</param>
    /// <exception cref="StartupException">The database cannot be opened or upgraded.</exception>
    public static async Task<Store> Open(
        string dataFolder,
        string? connectionString,
        TimeProvider clock,
        CancellationToken cancel,
        bool create = true,
        int writeWaitSeconds = SqliteDatabase.DefaultWriteWaitSeconds
    )
    {
        IDatabase database;
        try
        {
            database = connectionString is null
                ? new SqliteDatabase(DataFolder.DatabaseFile(dataFolder), clock, writeWaitSeconds)
                : new PostgresDatabase(connectionString);
        }
        catch (ArgumentException)
        {
            // The invalid part could be the password, so do not repeat it.
            throw new StartupException(
                "Pharos:Database is not a PostgreSQL connection string such as "
                    + "Host=db;Database=pharos;Username=pharos;Password=…"
            );
        }

        var store = new Store(database, clock);
        try
        {
            var state = await SchemaUpgrade.State(database, cancel);
            if (state == SchemaState.Current)
                return store;
            if (state == SchemaState.Empty && !create)
                throw new NotSupportedException("it contains no installation of Pharos");
            await using var db = await store.Databases.CreateDbContextAsync(cancel);
            await SchemaUpgrade.Run(db, database, cancel);
            return store;
        }
        catch (Exception exception) when (exception is NotSupportedException || database.IsUnavailable(exception))
        {
            await store.DisposeAsync();
            throw new StartupException(
                $"cannot use {database.Description}: {exception.GetBaseException().Message.ReplaceLineEndings(" ")}"
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
    }

    private static DbContextOptions<PharosDb> Options(IDatabase database)
    {
        var builder = new DbContextOptionsBuilder<PharosDb>()
        // Schema steps are written by hand, so EF has no model snapshot; a test compares model and schema.
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        database.Configure(builder);
        return builder.Options;
    }

    /// <summary>Loads EF and its model for the first context instead of at start.</summary>
    private sealed class ContextPool(Lazy<DbContextOptions<PharosDb>> options) : IDbContextFactory<PharosDb>
    {
        private readonly Lazy<PooledDbContextFactory<PharosDb>> pool = new(() => new(options.Value));

        public PharosDb CreateDbContext() => pool.Value.CreateDbContext();

        public Task<PharosDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            pool.Value.CreateDbContextAsync(cancellationToken);
    }
}

/// <summary>A one-line message for the operator about why a command cannot run.</summary>
public sealed class StartupException(string message) : Exception(message);
