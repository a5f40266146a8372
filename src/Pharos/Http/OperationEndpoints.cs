using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http.Idempotency;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Maps the public routes of operations. Each request passes authentication, rate limit, permission check, parsing and
/// handler, in this order: a request that its key does not permit costs no more than its head.
/// </summary>
internal sealed class OperationEndpoints(IEndpointRouteBuilder api)
{
    private readonly IDbContextFactory<PharosDb> databases = api.ServiceProvider.GetRequiredService<
        IDbContextFactory<PharosDb>
    >();
    private readonly ResponseCache responses = api.ServiceProvider.GetRequiredService<ResponseCache>();
    private readonly WriteTransactions writes = api.ServiceProvider.GetRequiredService<WriteTransactions>();
    private readonly AuthenticateApiKey authenticate = api.ServiceProvider.GetRequiredService<AuthenticateApiKey>();
    private readonly NoteRefusedKey noteRefused = api.ServiceProvider.GetRequiredService<NoteRefusedKey>();
    private readonly RateLimiter limiter = api.ServiceProvider.GetRequiredService<RateLimiter>();
    private readonly OneAtATime turns = api.ServiceProvider.GetRequiredService<OneAtATime>();
    private readonly RateLimitOptions limits = api.ServiceProvider.GetRequiredService<RateLimitOptions>();
    private readonly TimeProvider clock = api.ServiceProvider.GetRequiredService<TimeProvider>();

    public void Map<TRequest, TResponse>(Operation<TRequest, TResponse> operation)
        where TRequest : class
    {
        Func<HttpContext, Caller, Task> run = operation.Kind switch
        {
            OperationKind.Write => (http, caller) => Write(operation, http, caller),
            OperationKind.Download => (http, caller) => Download(operation, http, caller),
            _ => (http, caller) => Read(operation, http, caller),
        };
        var path = operation.Path!;
        var limit = operation.Limit?.Invoke(limits);
        // Reads are not audited, so they do not need the request's ID and client address.
        var isAudited = operation.Kind is OperationKind.Write or OperationKind.Download;
        IReadOnlyList<string> methods = operation.Kind == OperationKind.Read ? Routes.ReadMethods : [operation.Method];
        api.MapMethods(path, methods, async (HttpContext http) =>
            {
                var keys = http.Request.Query["app_key"];
                var key = keys.Count == 1 ? keys[0] : null;
                if (await authenticate(key, http.Connection.RemoteIpAddress, http.RequestAborted) is not { } caller)
                {
                    if (!string.IsNullOrEmpty(key))
                        noteRefused(http, key);
                    throw Errors.Unauthorized();
                }

                if (limits.Enabled)
                    TakeQuota(http, limiter.Take(caller.AccountId, path, limit));
                operation.Demand(caller);
                using var turn = operation.OneAtATime ? await turns.Enter(caller.AccountId, http.RequestAborted) : null;
                await run(http, isAudited ? caller with { RequestSource = caller.RequestSource.In(http) } : caller);
            })
            .WithMetadata(operation)
            .WithDisplayName($"{operation.Method} {path}");
    }

    private async Task Read<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        HttpContext http,
        Caller caller
    )
        where TRequest : class
    {
        var request = await Request<TRequest>(operation, http);
        if (operation.CacheKey is { } cacheKey && cacheKey(request, caller) is { } key)
        {
            await ReadCached(operation, request, key, http, caller);
            return;
        }

        // Ends the snapshot before the response is sent, so that a slow client keeps no old snapshot in the database.
        byte[] data;
        await using (var db = await databases.CreateDbContextAsync(http.RequestAborted))
        await using (await db.BeginRead(http.RequestAborted))
            data = JsonSerializer.SerializeToUtf8Bytes(
                await operation.Run(request, Context(http, db, caller, http.RequestAborted)),
                WireJson.Options
            );
        await ApiResponse.WriteFinished(http, data);
    }

    private async Task ReadCached<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        TRequest request,
        ResponseCacheKey key,
        HttpContext http,
        Caller caller
    )
        where TRequest : class
    {
        var bytes = await responses.Get(
            key,
            async cancel =>
            {
                await using var db = await databases.CreateDbContextAsync(cancel);
                await using var snapshot = await db.BeginRead(cancel);
                // The response is shared by all callers with this key, so this request's cancellation does not apply.
                var op = new OperationContext(db, caller, writes, clock, cancel);
                return JsonSerializer.SerializeToUtf8Bytes(await operation.Run(request, op), WireJson.Options);
            },
            http.RequestAborted
        );
        await ApiResponse.WriteFinished(http, bytes);
    }

    private async Task Write<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        HttpContext http,
        Caller caller
    )
        where TRequest : class
    {
        var idempotencyKey = IdempotencyKey.From(http.Request);
        var body = await RequestBody.Receive(http, operation);
        var request = RequestBody.ParseOptional<TRequest>(body);
        await using var db = await databases.CreateDbContextAsync(http.RequestAborted);
        var data = await IdempotencyKey.RunOnce(
            http,
            operation,
            Context(http, db, caller, http.RequestAborted),
            idempotencyKey,
            body ?? default,
            async op => JsonSerializer.SerializeToUtf8Bytes(await operation.Run(request, op), WireJson.Options)
        );
        await ApiResponse.WriteFinished(http, data);
    }

    /// <summary>Sends a file. The handler validates the request before the first byte is written.</summary>
    private async Task Download<TRequest, TResponse>(
        Operation<TRequest, TResponse> operation,
        HttpContext http,
        Caller caller
    )
        where TRequest : class
    {
        var request = await Request<TRequest>(operation, http);
        TResponse file;
        await using (var db = await databases.CreateDbContextAsync(http.RequestAborted))
        await using (await db.BeginRead(http.RequestAborted))
            file = await operation.Run(request, Context(http, db, caller, http.RequestAborted));
        await ((Attachment)(object)file!).Write(http, operation.MediaType!);
    }

    private static async ValueTask<TRequest> Request<TRequest>(Operation operation, HttpContext http)
        where TRequest : class =>
        operation.Kind == OperationKind.Read
            ? RequestQuery.Read<TRequest>(http)
            : RequestBody.ParseOptional<TRequest>(await RequestBody.Receive(http, operation));

    private OperationContext Context(HttpContext http, PharosDb db, Caller caller, CancellationToken cancel) =>
        new(db, caller, writes, clock, cancel)
        {
            Language = Language.From(http.Request),
            Services = http.RequestServices,
        };

    private void TakeQuota(HttpContext http, RateDecision decision)
    {
        var headers = http.Response.Headers;
        headers["X-RateLimit-Limit"] = decision.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = decision.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        if (decision.Allowed)
            return;
        throw new ApiException(
            ErrorCode.RequestTooFrequently,
            new Message(
                Messages.RequestTooFrequently,
                decision.Limit,
                new Message(decision.IsMinute ? Messages.Minute : Messages.Second)
            )
        )
        {
            RetryAfterSeconds = (int)Math.Max(1, decision.ResetSeconds - clock.Seconds()),
        };
    }
}
