using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pharos.Database;

/// <summary>A SQLite file in the data folder, with WAL, foreign keys and <c>synchronous=FULL</c>.</summary>
public sealed class SqliteDatabase : IDatabase
{
    /// <summary>SQLite's result codes for a file that cannot be opened, read, written or locked.</summary>
    private static readonly HashSet<int> UnavailableCodes = [5, 6, 8, 10, 11, 13, 14, 26];

    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly string node = Guid.NewGuid().ToString("N");
    private readonly string connectionString;
    private readonly TimeProvider clock;

    public SqliteDatabase(string path, TimeProvider clock)
    {
        this.clock = clock;
        Description = path;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ToString();
    }

    public string Description { get; }

    public string TablesOfOthers =>
        """
            SELECT name FROM sqlite_master
            WHERE type = 'table' AND NOT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory')
            LIMIT 1
            """;

    public void Configure(DbContextOptionsBuilder options) =>
        options
            .UseSqlite(connectionString)
            .UseModel(Compiled.Sqlite.PharosDbModel.Instance)
            .AddInterceptors(DurableConnection.Instance);

    public async Task<DbConnection> OpenConnection(CancellationToken cancel)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        return connection;
    }

    public async Task<IAsyncDisposable?> AcquireWriter(CancellationToken cancel)
    {
        await writer.WaitAsync(cancel);
        return new WriterLock(writer);
    }

    // BEGIN IMMEDIATE already locks the whole file against other writers.
    public Task LockPage(PharosDb db, long accountId, long pageId, CancellationToken cancel) => Task.CompletedTask;

    public Task LockAccount(PharosDb db, long accountId, CancellationToken cancel) => Task.CompletedTask;

    public Task LockInstallation(PharosDb db, CancellationToken cancel) => Task.CompletedTask;

    public Task LockDeliveries(PharosDb db, CancellationToken cancel) => Task.CompletedTask;

    public Task LockSchema(PharosDb db, CancellationToken cancel) => Task.CompletedTask;

    public async Task PublishInvalidations(
        PharosDb db,
        IReadOnlyCollection<CacheInvalidation> stale,
        CancellationToken cancel
    )
    {
        foreach (var invalidation in stale)
        {
            await using var command = db.Command(
                """
                INSERT INTO announcements (node, page_id) VALUES ($node, $page);
                DELETE FROM announcements WHERE seq <= last_insert_rowid() - 1000;
                """,
                ("$node", node),
                ("$page", invalidation.PageId)
            );
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>
    /// Polls four times a second. <c>PRAGMA data_version</c> is cheap and changes only when another connection commits,
    /// so the announcements table is read only then.
    /// </summary>
    public async Task Listen(CacheVersions versions, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        var lastSeq = await Scalar(connection, "SELECT coalesce(max(seq), 0) FROM announcements", cancel);
        var version = -1L;
        versions.Reconnected();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), clock);
        do
        {
            var now = await Scalar(connection, "PRAGMA data_version", cancel);
            if (now == version)
                continue;
            version = now;
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = "SELECT seq, node, page_id FROM announcements WHERE seq > $last ORDER BY seq";
                command.Parameters.AddWithValue("$last", lastSeq);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    lastSeq = reader.GetInt64(0);
                    if (reader.GetString(1) != node)
                        versions.Invalidate(new CacheInvalidation(reader.GetInt64(2)));
                }
            }
        } while (await timer.WaitForNextTickAsync(cancel));
    }

    public bool IsUnavailable(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is SqliteException sqlite)
                return UnavailableCodes.Contains(sqlite.SqliteErrorCode);
        }

        return false;
    }

    public WriteFault Classify(Exception exception) =>
        (exception as SqliteException)?.SqliteErrorCode switch
        {
            5 or 6 => WriteFault.Locked,
            8 => WriteFault.ReadOnly,
            13 => WriteFault.DiskFull,
            _ => WriteFault.Other,
        };

    public ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(connectionString))
            SqliteConnection.ClearPool(connection);
        writer.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<long> Scalar(SqliteConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    private sealed class WriterLock(SemaphoreSlim writer) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            writer.Release();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class DurableConnection : DbConnectionInterceptor
    {
        public static readonly DurableConnection Instance = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous=FULL";
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
