using Pharos.Database;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// What a handler needs: the database, the caller, the clock and the enclosing transaction.
/// </summary>
/// <param name="db">The database; read-only operations read in a snapshot.</param>
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
    private object? request;
    private string requestBody = "";

    public PharosDb Db => db;
    public Caller Caller => caller;
    public TimeProvider Clock => clock;
    public CancellationToken Cancel => cancel;

    /// <summary>The language of the response.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>The server's services, for the few handlers that need one; null outside the server.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>The enclosing transaction; null if the operation commits its own.</summary>
    public WriteTransaction? Enclosing { get; private init; }

    public void Deconstruct(out PharosDb db, out Caller caller, out CancellationToken cancel) =>
        (db, caller, cancel) = (Db, Caller, Cancel);

    /// <exception cref="InvalidOperationException">
    /// The operation runs outside the server, or the service is not registered.
    /// </exception>
    public T Service<T>()
        where T : notnull =>
        (
            Services ?? throw new InvalidOperationException($"{typeof(T).Name} is only available in the server")
        ).GetRequiredService<T>();

    /// <summary>A context for operations that run inside a transaction.</summary>
    public OperationContext Within(WriteTransaction write) => With(db, caller, write);

    /// <summary>A context for operations on behalf of another caller.</summary>
    public OperationContext As(Caller other) => With(db, other, Enclosing);

    /// <summary>A context for operations on another database connection, outside any transaction.</summary>
    public OperationContext On(PharosDb other) => With(other, caller, null);

    /// <summary>
    /// Begins the transaction of an operation. Its commit adds an entry to the audit log, unless an enclosing
    /// transaction adds one: the log records the operation that was called, not its parts.
    /// </summary>
    /// <param name="info">The operation, which must be audited.</param>
    /// <param name="record">
    /// The record that the entry stores, without secrets: the request, or the type that the operation declares.
    /// </param>
    public async Task<WriteTransaction> BeginWrite(Operation info, object record)
    {
        caller.Demand(info.Permission);
        var audit = info.Audit ?? throw new InvalidOperationException($"{info.Summary}: the operation is not audited");
        if (record.GetType() != (audit.Record ?? info.Request))
            throw new InvalidOperationException($"{info.Summary}: the audit record has another type than declared");
        var isOwn = info.Permission == Permissions.None;
        if (isOwn && Enclosing is null && !caller.Permissions.HasFlag(Permissions.MembersManage))
            Services?.GetService<OwnWriteThrottle>()?.Take(caller.MemberId);
        var body = ReferenceEquals(record, request) ? requestBody : Body(info, record);
        var write = await BeginWrite();
        write.OnCommitting(cancel => AuditEntry.Write(write, caller, audit, body, cancel));
        return write;
    }

    /// <summary>Begins a transaction around several operations, each of which is audited separately.</summary>
    public Task<WriteTransaction> BeginWrite() =>
        Enclosing is { } outer ? Task.FromResult(outer.BeginNested()) : writes.Begin(db, cancel);

    /// <summary>
    /// The context of one run of an operation. It keeps what the audit log will store of the request, because handlers
    /// complete their request while they validate it.
    /// </summary>
    internal OperationContext For(Operation info, object asked)
    {
        if (info.Audit is not { Record: null })
            return this;
        var own = With(db, caller, Enclosing);
        (own.request, own.requestBody) = (asked, Body(info, asked));
        return own;
    }

    private static string Body(Operation info, object record) =>
        AuditBody.From(record, info.Permission == Permissions.None ? AuditBody.MaxOwnBytes : AuditBody.MaxBytes);

    private OperationContext With(PharosDb otherDb, Caller otherCaller, WriteTransaction? enclosing) =>
        new(otherDb, otherCaller, writes, clock, cancel)
        {
            Language = Language,
            Services = Services,
            Enclosing = enclosing,
            request = request,
            requestBody = requestBody,
        };
}
