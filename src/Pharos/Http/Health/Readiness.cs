using System.Data.Common;
using Pharos.Database;
using Pharos.Database.Steps;
using Pharos.Kernel;

namespace Pharos.Http.Health;

/// <summary>
/// Whether the database can be used. Reading is tried each time. Writing is tried at most every five seconds, because a
/// write waits for the disk; requests that arrive while one is tried share its result.
/// </summary>
internal sealed partial class Readiness(IDatabase database, TimeProvider clock, ILogger<Readiness> log)
{
    private const int WriteSeconds = 2;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Task<TextKey?> write = Task.FromResult<TextKey?>(null);
    private long? written;

    /// <summary>Why the server is not ready; null if it is.</summary>
    public async Task<TextKey?> Fault(CancellationToken cancel)
    {
        try
        {
            if (!await IsCurrent(cancel))
                return Messages.NotReadySchema;
        }
        catch (Exception fault) when (database.IsUnavailable(fault))
        {
            Log.NotReady(log, fault.GetBaseException().Message);
            return Messages.ServiceUnavailable;
        }

        return await Write().WaitAsync(cancel);
    }

    /// <remarks>
    /// When PostgreSQL ends its sessions, the pool still holds their connections. The first use of one fails and
    /// empties the pool, so the second attempt shows what the database itself says.
    /// </remarks>
    private async Task<bool> IsCurrent(CancellationToken cancel)
    {
        try
        {
            return await SchemaUpgrade.IsCurrent(database, cancel);
        }
        catch (DbException fault) when (database.IsUnavailable(fault))
        {
            return await SchemaUpgrade.IsCurrent(database, cancel);
        }
    }

    private Task<TextKey?> Write()
    {
        lock (gate)
        {
            if (write.IsCompleted && (written is not { } then || clock.GetElapsedTime(then) >= Fresh))
                write = Task.Run(TryWrite);
            return write;
        }
    }

    private async Task<TextKey?> TryWrite()
    {
        try
        {
            await using var connection = await database.OpenConnection(CancellationToken.None);
            await using var command = connection.CreateCommand();
            // A table that every database has, with rows that only an upgrade changes. A transaction that is rolled
            // back would not notice a full disk.
            command.CommandText = """
                UPDATE "__EFMigrationsHistory" SET "ProductVersion" = "ProductVersion"
                WHERE "MigrationId" = (SELECT max("MigrationId") FROM "__EFMigrationsHistory")
                """;
            command.CommandTimeout = WriteSeconds;
            await command.ExecuteNonQueryAsync();
            lock (gate)
                written = clock.GetTimestamp();
            return null;
        }
        catch (Exception fault) when (fault is DbException or TimeoutException || database.IsUnavailable(fault))
        {
            lock (gate)
                written = null;
            Log.NotReady(log, fault.GetBaseException().Message);
            return database.Classify(fault) switch
            {
                WriteFault.DiskFull => Messages.NotReadyDisk,
                WriteFault.ReadOnly => Messages.NotReadyReadOnly,
                WriteFault.Locked => Messages.NotReadyLocked,
                _ => Messages.NotReadyWrites,
            };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "Not ready: {Reason}")]
        public static partial void NotReady(ILogger log, string reason);
    }
}
