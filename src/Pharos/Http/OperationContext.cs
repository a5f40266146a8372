using Pharos.Database;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// What a handler works with: the database, the caller, the clock and the transaction that encloses it.
/// </summary>
/// <param name="db">Read within a snapshot by operations that only read.</param>
/// <param name="caller">The member, or the anonymous visitor, on whose behalf the operation runs.</param>
/// <param name="cancel">Cancels the operation until its transaction commits.</param>
internal sealed class OperationContext(
    PharosDb db,
    Caller caller,
    WriteTransactions writes,
    TimeProvider clock,
    CancellationToken cancel
)
{
    public PharosDb Db => db;
    public Caller Caller => caller;
    public TimeProvider Clock => clock;
    public CancellationToken Cancel => cancel;

    /// <summary>The language that the caller is answered in.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>The server's services, for the few handlers that need one; null outside the server.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>The transaction that this operation joins; null when it commits on its own.</summary>
    public WriteTransaction? Enclosing { get; private init; }

    public void Deconstruct(out PharosDb db, out Caller caller, out CancellationToken cancel) =>
        (db, caller, cancel) = (Db, Caller, Cancel);

    /// <exception cref="InvalidOperationException">
    /// The operation runs outside the server, or there is no such service.
    /// </exception>
    public T Service<T>()
        where T : notnull =>
        (
            Services ?? throw new InvalidOperationException($"{typeof(T).Name} is available in the server only")
        ).GetRequiredService<T>();

    /// <summary>The context for operations that run as part of a transaction.</summary>
    public OperationContext Within(WriteTransaction write) => With(db, caller, write);

    /// <summary>The context for operations on behalf of another caller.</summary>
    public OperationContext As(Caller other) => With(db, other, Enclosing);

    /// <summary>The context for operations on another database connection, outside any transaction.</summary>
    public OperationContext On(PharosDb other) => With(other, caller, null);

    /// <summary>
    /// Begins the transaction of an operation. Its commit adds the operation's entry to the audit log, unless an
    /// enclosing transaction already adds one: the log records what was asked for, not the parts it consists of.
    /// </summary>
    /// <param name="info">The operation, which is audited.</param>
    /// <param name="record">
    /// What the entry keeps, without secrets: the request, or what the operation declares instead.
    /// </param>
    public async Task<WriteTransaction> BeginWrite(Operation info, object record)
    {
        caller.Demand(info.Permission);
        var audit = info.Audit ?? throw new InvalidOperationException($"{info.Summary}: not audited");
        if (record.GetType() != (audit.Record ?? info.Request))
            throw new InvalidOperationException($"{info.Summary}: declares another audit record");
        var write = await BeginWrite();
        write.OnCommitting(cancel => AuditEntry.Write(write, caller, audit, record, cancel));
        return write;
    }

    /// <summary>Begins a transaction that puts several operations together; each is audited on its own.</summary>
    public Task<WriteTransaction> BeginWrite() =>
        Enclosing is { } outer ? Task.FromResult(outer.BeginNested()) : writes.Begin(db, cancel);

    private OperationContext With(PharosDb otherDb, Caller otherCaller, WriteTransaction? enclosing) =>
        new(otherDb, otherCaller, writes, clock, cancel)
        {
            Language = Language,
            Services = Services,
            Enclosing = enclosing,
        };
}
