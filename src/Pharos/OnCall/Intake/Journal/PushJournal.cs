using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Journal;

/// <summary>
/// Stores pushes before they are acknowledged. All pushes that wait while one commit runs share the next one, so that
/// the disk's speed limits the delay of a push and not the number of pushes.
/// </summary>
internal sealed partial class PushJournal : BackgroundService
{
    /// <summary>Pushes that wait for the disk; further ones are refused.</summary>
    private const int MaxWaiting = 4096;

    private const int MaxRows = 256;
    private const long MaxBytes = 8 << 20;
    private const int Columns = 5;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true }
    );
    private readonly IDbContextFactory<PharosDb> databases;
    private readonly WriteTransactions writes;
    private readonly IDatabase database;
    private readonly PushIds ids;
    private readonly PushSignal signal;
    private readonly ILogger<PushJournal> log;

    public PushJournal(
        IDbContextFactory<PharosDb> databases,
        WriteTransactions writes,
        IDatabase database,
        PushSignal signal,
        TimeProvider clock,
        ILogger<PushJournal> log
    )
    {
        (this.databases, this.writes, this.database, this.signal, this.log) = (
            databases,
            writes,
            database,
            signal,
            log
        );
        ids = new PushIds(clock);
    }

    /// <summary>Returns when the pushes are on disk: all or none of them.</summary>
    /// <exception cref="ApiException">
    /// <see cref="ErrorCode.ServiceUnavailable"/>: too many pushes wait, or the database does not accept writes.
    /// </exception>
    public async Task Store(IReadOnlyList<AcceptedPush> pushes, CancellationToken cancel)
    {
        var waiting = new Waiting(pushes);
        if (!queue.Writer.TryWrite(waiting))
            throw Errors.Busy(1);
        await waiting.Stored.Task.WaitAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var (rows, bytes) = (0, 0L);
            while (rows < MaxRows && bytes < MaxBytes && queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
                rows += next.Pushes.Count;
                bytes += next.Pushes.Sum(p => (long)p.Body.Length);
            }

            await StoreAll(batch);
            batch.Clear();
        }
    }

    /// <summary>Stops after the pushes that wait have been stored: their senders still wait for the answer.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        await base.StopAsync(cancellationToken);
    }

    private async Task StoreAll(List<Waiting> batch)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            await using var write = await writes.Begin(db, CancellationToken.None);
            await using (var insert = Insert(db, [.. batch.SelectMany(w => w.Pushes)]))
                await insert.ExecuteNonQueryAsync(CancellationToken.None);
            await write.Commit(CancellationToken.None);
        }
        catch (Exception fault)
        {
            if (!database.IsUnavailable(fault))
                Log.Failed(log, fault.GetBaseException().Message);
            foreach (var one in batch)
                one.Stored.TrySetException(Errors.Unavailable());
            return;
        }

        foreach (var one in batch)
            one.Stored.TrySetResult();
        signal.Set();
    }

    private DbCommand Insert(PharosDb db, List<AcceptedPush> batch)
    {
        var sql = new StringBuilder(
            "INSERT INTO pushes (push_id, account_id, integration_id, received_at, body) VALUES "
        );
        var command = db.Command("");
        for (var i = 0; i < batch.Count; i++)
        {
            sql.Append(i == 0 ? '(' : ",(");
            for (var column = 0; column < Columns; column++)
                sql.Append(column == 0 ? "@p" : ",@p")
                    .Append(CultureInfo.InvariantCulture, $"{(i * Columns) + column}");
            sql.Append(')');
            var push = batch[i];
            object[] values = [ids.Next(), push.AccountId, push.IntegrationId, push.ReceivedAt, push.Body];
            for (var column = 0; column < Columns; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{(i * Columns) + column}");
                parameter.Value = values[column];
                command.Parameters.Add(parameter);
            }
        }

        command.CommandText = sql.ToString();
        return command;
    }

    private sealed record Waiting(IReadOnlyList<AcceptedPush> Pushes)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "Storing pushes failed ({Reason})")]
        public static partial void Failed(ILogger log, string reason);
    }
}
