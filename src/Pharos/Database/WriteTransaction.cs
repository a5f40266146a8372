using Microsoft.EntityFrameworkCore.Storage;
using Pharos.Kernel;

namespace Pharos.Database;

/// <summary>
/// Begins write transactions. After the commit, and before the caller gets an answer, it invalidates what the
/// transaction made stale.
/// </summary>
public sealed class WriteTransactions(IDatabase database, ResponseCache cache, TimeProvider clock)
{
    internal AuditIds AuditIds { get; } = new(clock);

    /// <summary>
    /// Set after each commit that leaves something to send; see <see cref="WriteTransaction.SignalOutbox"/>.
    /// </summary>
    public WakeSignal OutboxSignal { get; } = new();

    /// <param name="db">A context that is in no transaction.</param>
    /// <exception cref="InvalidOperationException">
    /// The context is in a transaction; join that one with <see cref="WriteTransaction.BeginNested"/>.
    /// </exception>
    public async Task<WriteTransaction> Begin(PharosDb db, CancellationToken cancel)
    {
        // The database's own check comes too late: on SQLite, a second writer of this process waits for the first one.
        if (db.Database.CurrentTransaction is not null)
            throw new InvalidOperationException("the context is in a transaction already");
        var turn = await database.AcquireWriter(cancel);
        try
        {
            return new WriteTransaction(
                db,
                database,
                cache,
                await db.Database.BeginTransactionAsync(cancel),
                turn,
                this
            );
        }
        catch
        {
            if (turn is not null)
                await turn.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A write in progress. Disposing it without <see cref="Commit"/> rolls it back.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDatabase database;
    private readonly ResponseCache cache;
    private readonly IDbContextTransaction? transaction;
    private readonly IAsyncDisposable? turn;
    private readonly WriteTransaction? outer;
    private readonly WriteTransactions writes;
    private readonly HashSet<CacheInvalidation> stale = [];
    private Func<CancellationToken, Task>? committing;
    private bool signalsOutbox;

    internal WriteTransaction(
        PharosDb db,
        IDatabase database,
        ResponseCache cache,
        IDbContextTransaction transaction,
        IAsyncDisposable? turn,
        WriteTransactions writes
    )
    {
        (Db, this.database, this.cache, this.transaction, this.turn, this.writes) = (
            db,
            database,
            cache,
            transaction,
            turn,
            writes
        );
    }

    private WriteTransaction(WriteTransaction outer) =>
        (Db, database, cache, writes, this.outer) = (outer.Db, outer.database, outer.cache, outer.writes, outer);

    public PharosDb Db { get; }

    /// <summary>
    /// The name that people give to what is written, as set by <see cref="SetAuditTarget"/>; empty when there is no one such
    /// thing.
    /// </summary>
    public string AuditTarget { get; private set; } = "";

    /// <summary>Whether a transaction nested in this one has committed.</summary>
    internal bool HasWritten { get; private set; }

    internal AuditIds AuditIds => writes.AuditIds;

    /// <summary>
    /// Begins a transaction within this one. Its commit saves its changes; they last once the outermost transaction
    /// commits.
    /// </summary>
    public WriteTransaction BeginNested() => new(this);

    /// <summary>Waits until no other writer holds this page, and invalidates what is cached of it.</summary>
    public Task LockPage(long accountId, long pageId, CancellationToken cancel)
    {
        Invalidate(new CacheInvalidation(pageId));
        return database.LockPage(Db, accountId, pageId, cancel);
    }

    /// <summary>
    /// Waits like <see cref="LockPage"/>, but invalidates nothing: no cached response contains subscribers, and anyone
    /// may subscribe.
    /// </summary>
    public Task LockSubscribers(long accountId, long pageId, CancellationToken cancel) =>
        database.LockPage(Db, accountId, pageId, cancel);

    /// <summary>Waits until no other node fans out notifications or claims deliveries.</summary>
    public Task LockDeliveries(CancellationToken cancel) => database.LockDeliveries(Db, cancel);

    /// <summary>
    /// Waits until no other writer holds this account's members, roles and teams, and has all keys and permissions read
    /// again.
    /// </summary>
    public Task LockAccount(long accountId, CancellationToken cancel)
    {
        Invalidate(CacheInvalidation.Access);
        return database.LockAccount(Db, accountId, cancel);
    }

    /// <summary>Waits until no other writer holds what is unique in the installation.</summary>
    public Task LockInstallation(CancellationToken cancel) => database.LockInstallation(Db, cancel);

    /// <summary>Has the commit invalidate this, here and on other nodes.</summary>
    public void Invalidate(CacheInvalidation what) => Outermost.stale.Add(what);

    /// <summary>Wakes the delivery loop once the outermost transaction commits.</summary>
    public void SignalOutbox() => Outermost.signalsOutbox = true;

    /// <summary>Names what is written, as a person would.</summary>
    public void SetAuditTarget(string name) => AuditTarget = name;

    /// <summary>
    /// Runs work at the end of <see cref="Commit"/>, within the transaction. Work set on an enclosing transaction
    /// replaces that of the transactions nested in it.
    /// </summary>
    public void OnCommitting(Func<CancellationToken, Task> work) => committing = work;

    /// <summary>Saves, commits and invalidates what is stale; a nested transaction only saves.</summary>
    public async Task Commit(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        if (committing is not null && !IsReplaced())
            await committing(cancel);
        if (transaction is null)
        {
            for (var enclosing = outer; enclosing is not null; enclosing = enclosing.outer)
                enclosing.HasWritten = true;
            return;
        }

        await database.PublishInvalidations(Db, stale, cancel);
        try
        {
            // Past this point the caller may be gone, but the write is not: a commit must not be cancelled half-way.
            await transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var one in stale)
                cache.Invalidate(one);
        }

        if (signalsOutbox)
            writes.OutboxSignal.Set();
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
        if (turn is not null)
            await turn.DisposeAsync();
    }

    private WriteTransaction Outermost => outer?.Outermost ?? this;

    private bool IsReplaced()
    {
        for (var enclosing = outer; enclosing is not null; enclosing = enclosing.outer)
        {
            if (enclosing.committing is not null)
                return true;
        }

        return false;
    }
}
