using Pharos.Database;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>How an operation is called over HTTP, and whether it writes.</summary>
internal enum OperationKind
{
    /// <summary>
    /// POST with the parameters in a JSON body. Writes, and honours <c>Idempotency-Key</c>.
    /// </summary>
    Write,

    /// <summary>GET with the parameters in the query string. Read-only.</summary>
    Read,

    /// <summary>POST with the parameters in a JSON body. Read-only.</summary>
    Ask,

    /// <summary>POST that returns a file instead of the envelope. Read-only.</summary>
    Download,
}

/// <summary>
/// The declaration of an operation, in the operation's own file. Routes, the OpenAPI document, the audit catalogue and
/// the tests over all operations are derived from it.
/// </summary>
internal abstract class Operation
{
    private protected Operation(string? path, string summary, Type request, Type response) =>
        (Path, Summary, Request, Response) = (path, summary, request, response);

    /// <summary>The public path; null for an operation that only the console and the command line offer.</summary>
    public string? Path { get; }

    /// <summary>One line for the OpenAPI document.</summary>
    public string Summary { get; }

    /// <summary>The type of the request record.</summary>
    public Type Request { get; }

    /// <summary>The type of the response record, the envelope's <c>data</c>.</summary>
    public Type Response { get; }

    public OperationKind Kind { get; init; }

    /// <summary>Checked before the request is read and before the handler runs, for every entry point.</summary>
    public Permissions Permission { get; init; }

    /// <summary>
    /// The operation ID in the OpenAPI document. Null derives it from the path, in which a slash becomes a hyphen; two
    /// paths can give the same ID then.
    /// </summary>
    public string? DocumentId { get; init; }

    /// <summary>Whether keys that are limited to some pages are rejected; checked like the permission.</summary>
    public bool IsForAccount { get; init; }

    /// <summary>The largest request body, in bytes; <see cref="RequestLimits.OrdinaryBytes"/> if absent.</summary>
    public Func<RequestLimits, long>? MaxBodyBytes { get; init; }

    /// <summary>Whether an account runs one such operation at a time; see <see cref="Http.OneAtATime"/>.</summary>
    public bool OneAtATime { get; init; }

    /// <summary>How the audit log records this operation; null if it is not audited.</summary>
    public AuditedOperation? Audit { get; init; }

    /// <summary>The operation's own rate limit, in addition to the account's.</summary>
    public Func<RateLimitOptions, OperationLimit>? Limit { get; init; }

    /// <summary>The media type of a download.</summary>
    public string? MediaType { get; init; }

    public string Method => Kind == OperationKind.Read ? HttpMethods.Get : HttpMethods.Post;

    public bool Writes => Kind == OperationKind.Write;

    /// <exception cref="ApiException">The caller, or the scope of the API key, lacks the permission.</exception>
    public void Demand(Caller caller)
    {
        caller.Demand(Permission);
        if (IsForAccount)
            caller.DemandAccount();
    }

    /// <summary>Maps the public route.</summary>
    internal abstract void Map(OperationEndpoints endpoints);
}

/// <summary>
/// An operation with its handler. <see cref="Run"/> is the only way to the handler, so its permission is always
/// checked.
/// </summary>
internal sealed class Operation<TRequest, TResponse> : Operation
    where TRequest : class
{
    private readonly Func<TRequest, OperationContext, Task<TResponse>> handle;

    public Operation(string path, string summary, Func<TRequest, OperationContext, Task<TResponse>> handle)
        : base(path, summary, typeof(TRequest), typeof(TResponse)) => this.handle = handle;

    /// <summary>An operation without a public route.</summary>
    public Operation(string summary, Func<TRequest, OperationContext, Task<TResponse>> handle)
        : base(null, summary, typeof(TRequest), typeof(TResponse)) => this.handle = handle;

    /// <summary>
    /// For reads with cached responses: validates the request, checks the caller's access and returns the cache key;
    /// null bypasses the cache. On a cache miss the handler runs once for all callers with the same key, so it must not
    /// depend on anything outside the key, such as the time or the caller's language.
    /// </summary>
    public Func<TRequest, Caller, ResponseCacheKey?>? CacheKey { get; init; }

    /// <summary>Checks the caller's permission and the lengths of the request's lists, and runs the handler.</summary>
    /// <exception cref="ApiException">The caller lacks the permission, or the handler rejects the request.</exception>
    public Task<TResponse> Run(TRequest request, OperationContext op)
    {
        Demand(op.Caller);
        ItemLimits.Check(request);
        return handle(request, op.For(this, request));
    }

    internal override void Map(OperationEndpoints endpoints) => endpoints.Map(this);
}
