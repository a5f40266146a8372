using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Pharos.Database;

/// <summary>A PostgreSQL database, which several nodes can share.</summary>
public sealed class PostgresDatabase : IDatabase
{
    private const string Channel = "pharos";
    private const long InstallationLock = 0x506861726F7301;
    private const long SchemaLock = 0x506861726F7302;
    private const long DeliveriesLock = 0x506861726F7303;

    /// <summary>Combined with an account's ID, which has fewer bits.</summary>
    private const long OnCallLock = 0x5068L << 48;

    private readonly string connectionString;
    private readonly string node = Guid.NewGuid().ToString("N");

    /// <exception cref="ArgumentException">The connection string is malformed.</exception>
    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            IncludeErrorDetail = false,
            LogParameters = false,
        };
        if (settings.ApplicationName is null)
            settings.ApplicationName = "pharos";
        Description = $"PostgreSQL database '{settings.Database}' at {settings.Host}:{settings.Port}";
        this.connectionString = settings.ToString();
    }

    public string Description { get; }

    /// <summary>A schema may contain tables of extensions, so only a table with one of our names is proof.</summary>
    public string TablesOfOthers =>
        """
            SELECT tablename::text FROM pg_tables
            WHERE schemaname = current_schema() AND tablename IN ('accounts', 'members', 'pages', 'changes')
              AND NOT EXISTS (
                SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = '__EFMigrationsHistory')
            LIMIT 1
            """;

    /// <remarks>
    /// With a data source, EF would keep services and compiled queries for each open database; with a connection
    /// string, all databases of the process share them.
    /// </remarks>
    public void Configure(DbContextOptionsBuilder options) =>
        options.UseNpgsql(connectionString).UseModel(Compiled.Postgres.PharosDbModel.Instance);

    public async Task<DbConnection> OpenConnection(CancellationToken cancel) => await Open(cancel);

    // Locks are taken later, row by row; commands time out after half a minute.
    public async Task<WriteLock> BeginWrite(PharosDb db, TimeSpan? maxWait, CancellationToken cancel) =>
        new(await db.Database.BeginTransactionAsync(cancel), turn: null);

    public Task LockPage(PharosDb db, long accountId, long pageId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT 1 FROM pages WHERE page_id = {pageId} AND account_id = {accountId} FOR UPDATE",
            cancel
        );

    // FOR UPDATE would also block inserts of rows that reference the account, such as pages.
    public Task LockAccount(PharosDb db, long accountId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM accounts WHERE account_id = {accountId} FOR NO KEY UPDATE", cancel);

    public Task LockInstallation(PharosDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({InstallationLock})", cancel);

    public Task LockDeliveries(PharosDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({DeliveriesLock})", cancel);

    // Keyed by account, so that accounts do not wait for each other.
    public Task LockOnCall(PharosDb db, long accountId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({OnCallLock ^ accountId})", cancel);

    public Task LockSchema(PharosDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({SchemaLock})", cancel);

    public async Task PublishInvalidations(
        PharosDb db,
        IReadOnlyCollection<CacheInvalidation> stale,
        CancellationToken cancel
    )
    {
        foreach (var invalidation in stale)
        {
            var payload = string.Create(CultureInfo.InvariantCulture, $"{node} {invalidation.PageId}");
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {payload})", cancel);
        }
    }

    public async Task Listen(CacheVersions versions, CancellationToken cancel)
    {
        await using var connection = await Open(cancel);
        connection.Notification += (_, notification) =>
        {
            var space = notification.Payload.IndexOf(' ');
            if (
                space > 0
                && notification.Payload[..space] != node
                && long.TryParse(notification.Payload.AsSpan(space + 1), CultureInfo.InvariantCulture, out var pageId)
            )
                versions.Invalidate(new CacheInvalidation(pageId));
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        versions.Reconnected();
        while (true)
        {
            // An idle connection may be dead, so ping it.
            if (!await connection.WaitAsync(TimeSpan.FromSeconds(5), cancel))
            {
                await using var ping = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 5 };
                await ping.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    public bool IsUnavailable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                // Classes: 08 connection, 28 authorization, 3D no such database, 53 resources, 57 operator
                // intervention, 58 system error. Codes: 25006 read-only standby, 55000 database not accepting
                // connections.
                case PostgresException postgres:
                    return postgres.SqlState is "25006" or "55000"
                        || postgres.SqlState[..2] is "08" or "53" or "57" or "58" or "28" or "3D";
                case NpgsqlException or System.Net.Sockets.SocketException or TimeoutException:
                    return true;
            }
        }

        return false;
    }

    public WriteFault Classify(Exception exception) =>
        exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => WriteFault.DiskFull,
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => WriteFault.ReadOnly,
            NpgsqlException { InnerException: TimeoutException } => WriteFault.Locked,
            _ => WriteFault.Other,
        };

    public ValueTask DisposeAsync()
    {
        using (var connection = new NpgsqlConnection(connectionString))
            NpgsqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
