using Pharos.Kernel;

namespace Pharos.Database;

/// <summary>
/// Begins write transactions. After the commit, and before the caller gets an answer, it invalidates what the
/// transaction made stale.
/// </summary>
public sealed class WriteTransactions(IDatabase database, CacheVersions cache, TimeProvider clock)
{
    internal AuditIds AuditIds { get; } = new(clock);

    /// <summary>
    /// Set after each commit that leaves something to send; see <see cref="WriteTransaction.SignalOutbox"/>.
    /// </summary>
    public WakeSignal OutboxSignal { get; } = new();

    /// <param name="db">A context that is in no transaction.</param>
    /// <exception cref="InvalidOperationException">
    /// The context is already in a transaction; use <see cref="WriteTransaction.BeginNested"/>.
    /// </exception>
    public async Task<WriteTransaction> Begin(PharosDb db, CancellationToken cancel)
    {
        // Checked before BeginWrite, where a second writer of this process would wait for the first one on SQLite.
        if (db.Database.CurrentTransaction is not null)
            throw new InvalidOperationException("the context is already in a transaction");
        return new WriteTransaction(db, database, cache, await database.BeginWrite(db, maxWait: null, cancel), this);
    }
}

/// <summary>A write in progress. Disposing it without <see cref="Commit"/> rolls it back.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly IDatabase database;
    private readonly CacheVersions cache;
    private readonly WriteLock? transaction;
    private readonly WriteTransaction? outer;
    private readonly WriteTransactions writes;
    private readonly HashSet<CacheInvalidation> stale = [];
    private readonly List<Func<CancellationToken, Task>> deferred = [];
    private Func<CancellationToken, Task>? committing;
    private bool signalsOutbox;

    internal WriteTransaction(
        PharosDb db,
        IDatabase database,
        CacheVersions cache,
        WriteLock transaction,
        WriteTransactions writes
    )
    {
        (Db, this.database, this.cache, this.transaction, this.writes) = (db, database, cache, transaction, writes);
    }

    private WriteTransaction(WriteTransaction outer) =>
        (Db, database, cache, writes, this.outer) = (outer.Db, outer.database, outer.cache, outer.writes, outer);

    public PharosDb Db { get; }

    /// <summary>
    /// The name of the item that is written, for the audit log; empty if there is no single item.
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

    /// <summary>Waits for a lock on this page and invalidates its cached responses.</summary>
    public Task LockPage(long accountId, long pageId, CancellationToken cancel)
    {
        Invalidate(new CacheInvalidation(pageId));
        return database.LockPage(Db, accountId, pageId, cancel);
    }

    /// <summary>
    /// Like <see cref="LockPage"/>, but invalidates nothing: no cached response contains subscribers, and visitors
    /// could otherwise flush the cache by subscribing.
    /// </summary>
    public Task LockSubscribers(long accountId, long pageId, CancellationToken cancel) =>
        database.LockPage(Db, accountId, pageId, cancel);

    /// <summary>Waits until no other node fans out notifications or claims deliveries.</summary>
    public Task LockDeliveries(CancellationToken cancel) => database.LockDeliveries(Db, cancel);

    /// <summary>
    /// Waits for a lock on this account's members, roles and teams, and invalidates all cached keys and permissions.
    /// </summary>
    public Task LockAccount(long accountId, CancellationToken cancel)
    {
        Invalidate(CacheInvalidation.Access);
        return database.LockAccount(Db, accountId, cancel);
    }

    /// <summary>Waits for a lock on this account's alerts, incidents and timers.</summary>
    public Task LockOnCall(long accountId, CancellationToken cancel) => database.LockOnCall(Db, accountId, cancel);

    /// <summary>
    /// Like <see cref="LockOnCall"/>, and invalidates what is cached of the account's on-call settings.
    /// </summary>
    public Task LockOnCallSettings(long accountId, CancellationToken cancel)
    {
        Invalidate(CacheInvalidation.OnCall(accountId));
        return LockOnCall(accountId, cancel);
    }

    /// <summary>Waits for a lock on values that are unique in the installation.</summary>
    public Task LockInstallation(CancellationToken cancel) => database.LockInstallation(Db, cancel);

    /// <summary>Invalidates this on commit, here and on other nodes.</summary>
    public void Invalidate(CacheInvalidation invalidation) => Outermost.stale.Add(invalidation);

    /// <summary>Wakes the delivery loop once the outermost transaction commits.</summary>
    public void SignalOutbox() => Outermost.signalsOutbox = true;

    /// <summary>Sets the name of the item that is written, as people know it, for the audit log.</summary>
    public void SetAuditTarget(string name) => AuditTarget = name;

    /// <summary>
    /// Runs work at the end of the outermost <see cref="Commit"/>, within the transaction and after all its locks. Work
    /// set on an enclosing transaction replaces that of the transactions nested in it.
    /// </summary>
    public void OnCommitting(Func<CancellationToken, Task> work) => committing = work;

    /// <summary>Saves, commits and invalidates what is stale; a nested transaction only saves.</summary>
    public async Task Commit(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        if (committing is not null && !IsReplaced())
            Outermost.deferred.Add(committing);
        if (transaction is null)
        {
            for (var enclosing = outer; enclosing is not null; enclosing = enclosing.outer)
                enclosing.HasWritten = true;
            return;
        }

        foreach (var work in deferred)
            await work(cancel);
        await database.PublishInvalidations(Db, stale, cancel);
        try
        {
            // A commit must not be cancelled half-way, even if the caller has disconnected.
            await transaction.Transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var invalidation in stale)
                cache.Invalidate(invalidation);
        }

        if (signalsOutbox)
            writes.OutboxSignal.Set();
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
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
