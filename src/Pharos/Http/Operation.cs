using Pharos.Database;
using Pharos.Http.Auditing;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>How an operation is called over HTTP, and whether it may change anything.</summary>
internal enum OperationKind
{
    /// <summary>
    /// POST with the parameters in a JSON body. Changes something, and honours <c>Idempotency-Key</c>.
    /// </summary>
    Write,

    /// <summary>GET with the parameters in the query string. Changes nothing.</summary>
    Read,

    /// <summary>POST with the parameters in a JSON body. Changes nothing.</summary>
    Ask,

    /// <summary>POST that answers with a file instead of the envelope.</summary>
    Download,
}

/// <summary>
/// Everything there is to say about an operation, said once, in the operation's own file. Routes, the OpenAPI document,
/// the audit catalogue and the tests that walk all operations are derived from it.
/// </summary>
internal abstract class Operation
{
    private protected Operation(string? path, string summary, Type request, Type response) =>
        (Path, Summary, Request, Response) = (path, summary, request, response);

    /// <summary>The public path; null for an operation that only the console and the command line offer.</summary>
    public string? Path { get; }

    /// <summary>One line.</summary>
    public string Summary { get; }

    /// <summary>The record that the body or the query string is read into.</summary>
    public Type Request { get; }

    /// <summary>The record that <c>data</c> is written from.</summary>
    public Type Response { get; }

    public OperationKind Kind { get; init; }

    /// <summary>Demanded of the caller before the handler runs, whoever calls it.</summary>
    public Permissions Permission { get; init; }

    /// <summary>The audit log entry of this operation; null for one that is not audited.</summary>
    public AuditedOperation? Audit { get; init; }

    /// <summary>The operation's own rate limit, which counts in addition to the account's.</summary>
    public Func<RateLimitOptions, OperationLimit>? Limit { get; init; }

    /// <summary>The media type of a download.</summary>
    public string? MediaType { get; init; }

    public string Method => Kind == OperationKind.Read ? HttpMethods.Get : HttpMethods.Post;

    public bool Writes => Kind == OperationKind.Write;

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
    /// For a read whose responses are cached: validates the request, checks that the caller may read what it asks for,
    /// and returns the key of the response; null to run the handler without the cache. On a cache miss the handler runs
    /// for all callers that share the key, so it may depend on nothing that the key does not contain, such as the time
    /// or the caller's language.
    /// </summary>
    public Func<TRequest, Caller, ResponseCacheKey?>? CacheKey { get; init; }

    /// <summary>Checks the caller's permission and runs the handler.</summary>
    /// <exception cref="ApiException">The caller lacks the permission, or the handler refuses the request.</exception>
    public Task<TResponse> Run(TRequest request, OperationContext op)
    {
        op.Caller.Demand(Permission);
        return handle(request, op);
    }

    internal override void Map(OperationEndpoints endpoints) => endpoints.Map(this);
}
