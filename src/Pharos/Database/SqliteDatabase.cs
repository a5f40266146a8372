using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Pharos.Database;

/// <summary>One file in the data folder: WAL, foreign keys on, <c>synchronous=FULL</c>.</summary>
public sealed class SqliteDatabase : IDatabase
{
    /// <summary>SQLite's own codes for a file that cannot be opened, read, written or locked.</summary>
    private static readonly HashSet<int> OutOfReach = [5, 6, 8, 10, 11, 13, 14, 26];

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

    public void Configure(DbContextOptionsBuilder options) =>
        options.UseSqlite(connectionString).AddInterceptors(DurableConnection.Instance);

    public async Task<IAsyncDisposable?> AcquireWriter(CancellationToken cancel)
    {
        await writer.WaitAsync(cancel);
        return new Turn(writer);
    }

    // BEGIN IMMEDIATE already keeps every other writer off the whole file.
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
        foreach (var one in stale)
        {
            await using var command = db.Command(
                """
                INSERT INTO announcements (node, page_id) VALUES ($node, $page);
                DELETE FROM announcements WHERE seq <= last_insert_rowid() - 1000;
                """,
                ("$node", node),
                ("$page", one.PageId)
            );
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>
    /// Polls four times a second. <c>PRAGMA data_version</c> reads no file and changes only when another connection
    /// commits; the announcements are read only then.
    /// </summary>
    public async Task Listen(ResponseCache listener, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        var heard = await Scalar(connection, "SELECT coalesce(max(seq), 0) FROM announcements", cancel);
        var version = -1L;
        listener.Reconnected();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), clock);
        do
        {
            var now = await Scalar(connection, "PRAGMA data_version", cancel);
            if (now == version)
                continue;
            version = now;
            await using (var command = connection.CreateCommand())
            {
                command.CommandText = "SELECT seq, node, page_id FROM announcements WHERE seq > $heard ORDER BY seq";
                command.Parameters.AddWithValue("$heard", heard);
                await using var reader = await command.ExecuteReaderAsync(cancel);
                while (await reader.ReadAsync(cancel))
                {
                    heard = reader.GetInt64(0);
                    if (reader.GetString(1) != node)
                        listener.Invalidate(new CacheInvalidation(reader.GetInt64(2)));
                }
            }
        } while (await timer.WaitForNextTickAsync(cancel));
    }

    public bool IsUnavailable(Exception fault)
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            if (e is SqliteException sqlite)
                return OutOfReach.Contains(sqlite.SqliteErrorCode);
        }

        return false;
    }

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

    private sealed class Turn(SemaphoreSlim writer) : IAsyncDisposable
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
