using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Pharos.Api.Audit;
using Pharos.Api.Callers;

namespace Pharos.Storage;

/// <summary>
/// Begins write transactions and tells, after the commit and before anyone is answered, what they made stale.
/// A transaction begun within another one joins it: an import is many writes and one commit.
/// </summary>
public sealed class WriteTransactions(IDatabase database, IStalenessListener held, TimeProvider clock, DeliverySignal signal)
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<IDbContextTransaction, WriteTransaction> Open = [];

    internal AuditIds AuditIds { get; } = new(clock);

    /// <summary>Set after a commit that left something to send.</summary>
    internal DeliverySignal Signal { get; } = signal;

    /// <summary>The transaction that this context is in.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static WriteTransaction Of(StatusDb db) =>
        db.Database.CurrentTransaction is { } current && Open.TryGetValue(current, out var open) ? open : throw new InvalidOperationException("no write transaction was begun");

    /// <summary>
    /// What a handler begins that writes for somebody: the commit adds a line to the audit log. Within one that does so already it adds none,
    /// so that what is told is what was asked for, and not what it was made of.
    /// </summary>
    internal async Task<WriteTransaction> Begin<TRequest>(StatusDb db, Caller caller, AuditedOperation<TRequest> operation, TRequest request, CancellationToken cancel)
        where TRequest : class
    {
        var write = await Begin(db, cancel);
        write.Tell(new AuditEntry(caller, operation, request));
        return write;
    }

    /// <summary>For the server's own writes, and to put several together.</summary>
    public async Task<WriteTransaction> Begin(StatusDb db, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is { } current && Open.TryGetValue(current, out var outer))
            return new WriteTransaction(db, database, held, outer, this);

        var turn = await database.EnterWrite(cancel);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancel);
            var write = new WriteTransaction(db, database, held, transaction, turn, this);
            Open.Add(transaction, write);
            return write;
        }
        catch
        {
            if (turn is not null)
                await turn.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A write in progress. Disposed without <see cref="Commit"/>, it never happened.</summary>
public sealed class WriteTransaction : IAsyncDisposable
{
    private readonly StatusDb db;
    private readonly IDatabase database;
    private readonly IStalenessListener held;
    private readonly IDbContextTransaction? transaction;
    private readonly IAsyncDisposable? turn;
    private readonly WriteTransaction? outer;
    private readonly WriteTransactions writes;
    private readonly HashSet<Staleness> stale = [];
    private bool sends;

    /// <summary>The line that the commit of this one adds to the audit log.</summary>
    private AuditEntry? entry;

    /// <summary>Of the outermost: whether it, or one that is open within it, adds a line.</summary>
    private bool isTold;

    internal WriteTransaction(
        StatusDb db, IDatabase database, IStalenessListener held, IDbContextTransaction transaction, IAsyncDisposable? turn, WriteTransactions writes)
    {
        (this.db, this.database, this.held, this.transaction, this.turn, this.writes) = (db, database, held, transaction, turn, writes);
    }

    internal WriteTransaction(StatusDb db, IDatabase database, IStalenessListener held, WriteTransaction outer, WriteTransactions writes)
    {
        (this.db, this.database, this.held, this.outer, this.writes) = (db, database, held, outer, writes);
    }

    /// <summary>Waits until no other writer is at this page, and marks what is held of it as stale.</summary>
    public Task LockPage(long accountId, long pageId, CancellationToken cancel)
    {
        Stale(new Staleness(pageId));
        return database.LockPage(db, accountId, pageId, cancel);
    }

    /// <summary>
    /// Waits like <see cref="LockPage"/>, for what visitors see nothing of: what is held stays, so that a form that anybody may send does not
    /// have the page made anew.
    /// </summary>
    public Task LockSubscribers(long accountId, long pageId, CancellationToken cancel) => database.LockPage(db, accountId, pageId, cancel);

    /// <summary>Waits until no other node is spreading notifications or claiming deliveries.</summary>
    public Task LockDeliveries(CancellationToken cancel) => database.LockDeliveries(db, cancel);

    /// <summary>Waits until no other writer is at this account's members, roles and teams, and has everybody's keys and permissions read again.</summary>
    public Task LockAccount(long accountId, CancellationToken cancel)
    {
        Stale(Staleness.Access);
        return database.LockAccount(db, accountId, cancel);
    }

    /// <summary>Waits until no other writer is at what is unique in the installation.</summary>
    public Task LockInstallation(CancellationToken cancel) => database.LockInstallation(db, cancel);

    public void Stale(Staleness what)
    {
        if (outer is not null)
            outer.Stale(what);
        else
            stale.Add(what);
    }

    /// <summary>Says that there will be something to send once this is committed.</summary>
    public void SendsSomething()
    {
        if (outer is not null)
            outer.SendsSomething();
        else
            sends = true;
    }

    /// <summary>Says what a person would call the thing that is written to; the audit log tells it.</summary>
    public void About(string name)
    {
        if (entry is not null)
            entry.About = name;
    }

    /// <summary>Of the outermost: whether one that was begun within it has come to its end.</summary>
    internal bool HasWritten { get; private set; }

    internal void Tell(AuditEntry what)
    {
        var outermost = outer ?? this;
        if (outermost.isTold)
            return;
        outermost.isTold = true;
        entry = what;
    }

    /// <summary>Saves, commits and drops what is stale; within another transaction it only saves.</summary>
    public async Task Commit(CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        if (entry is not null)
            await entry.Write(db, writes.AuditIds, cancel);
        if (transaction is null)
        {
            outer!.HasWritten = true;
            return;
        }

        await database.Announce(db, stale, cancel);
        try
        {
            // Past this point the caller may be gone, but the write is not: do not cancel a commit half-way.
            await transaction.CommitAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var one in stale)
                held.Stale(one);
        }

        if (sends)
            writes.Signal.Set();
    }

    public async ValueTask DisposeAsync()
    {
        if (entry is not null && outer is not null)
            outer.isTold = false;
        if (transaction is not null)
            await transaction.DisposeAsync();
        if (turn is not null)
            await turn.DisposeAsync();
    }
}
