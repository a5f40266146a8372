using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Pharos.Database;

/// <summary>A SQLite file in the data folder, with WAL, foreign keys and <c>synchronous=FULL</c>.</summary>
public sealed class SqliteDatabase : IDatabase
{
    /// <summary>
    /// SQLite truncates the write-ahead log to this size when it starts writing it from the beginning again. The log
    /// grows beyond it during a large transaction, or while a reader keeps an old snapshot.
    /// </summary>
    public const int MaxIdleLogBytes = 16 << 20;

    public const int DefaultWriteWaitSeconds = 10;

    /// <summary>SQLite's result codes for a file that cannot be opened, read, written or locked.</summary>
    private static readonly HashSet<int> UnavailableCodes = [5, 6, 8, 10, 11, 13, 14, 26];

    /// <summary>
    /// How long one attempt to lock the file blocks its thread; the shortest time that the library allows.
    /// </summary>
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim writer = new(1, 1);
    private readonly string node = Guid.NewGuid().ToString("N");
    private readonly string connectionString;
    private readonly TimeProvider clock;
    private readonly TimeSpan maxWriteWait;

    /// <param name="writeWaitSeconds">
    /// How long a writer waits, in the queue and for other processes together.
    /// </param>
    public SqliteDatabase(string path, TimeProvider clock, int writeWaitSeconds = DefaultWriteWaitSeconds)
    {
        this.clock = clock;
        maxWriteWait = TimeSpan.FromSeconds(writeWaitSeconds);
        Description = path;
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = writeWaitSeconds,
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

    public async Task<WriteLock> BeginWrite(PharosDb db, TimeSpan? maxWait, CancellationToken cancel)
    {
        var (start, longest) = (clock.GetTimestamp(), maxWait ?? maxWriteWait);
        using var deadline = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            await writer.WaitAsync(either.Token);
        }
        catch (OperationCanceledException waited) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException("other writers took too long", waited);
        }

        var turn = new Turn(writer);
        try
        {
            return new WriteLock(await LockFile(db, () => longest - clock.GetElapsedTime(start), cancel), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    // BEGIN IMMEDIATE already locks the whole file against other writers.
    public Task LockPage(PharosDb db, long accountId, long pageId, CancellationToken cancel) => Task.CompletedTask;

    public Task LockAccount(PharosDb db, long accountId, CancellationToken cancel) => Task.CompletedTask;

    public Task LockInstallation(PharosDb db, CancellationToken cancel) => Task.CompletedTask;

    public Task LockDeliveries(PharosDb db, CancellationToken cancel) => Task.CompletedTask;

    public Task LockOnCall(PharosDb db, long accountId, CancellationToken cancel) => Task.CompletedTask;

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
            if (e is TimeoutException)
                return true;
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

    /// <summary>
    /// Locks the file against other processes. Waits in short attempts, because the library's wait cannot be cancelled.
    /// </summary>
    private static async Task<IDbContextTransaction> LockFile(
        PharosDb db,
        Func<TimeSpan> remaining,
        CancellationToken cancel
    )
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var before = connection.DefaultTimeout;
        connection.DefaultTimeout = (int)Attempt.TotalSeconds;
        try
        {
            while (true)
            {
                if (remaining() < Attempt)
                    throw new TimeoutException("another process has locked the file for too long");
                try
                {
                    return await db.Database.BeginTransactionAsync(cancel);
                }
                catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
                {
                    cancel.ThrowIfCancellationRequested();
                }
            }
        }
        finally
        {
            connection.DefaultTimeout = before;
        }
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }

    private sealed class DurableConnection : DbConnectionInterceptor
    {
        public static readonly DurableConnection Instance = new();

        private static readonly string Settings = string.Create(
            CultureInfo.InvariantCulture,
            $"PRAGMA synchronous=FULL; PRAGMA journal_size_limit={MaxIdleLogBytes}"
        );

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Settings;
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
