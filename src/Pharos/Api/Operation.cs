using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Idempotency;
using Pharos.Api.RateLimits;
using Pharos.Storage;

namespace Pharos.Api;

/// <summary>What an endpoint of the Open API is, for the OpenAPI document and for the tests that walk all of them.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Request">The record that the body or the query is read into.</param>
/// <param name="Response">The record that <c>data</c> is written from.</param>
/// <param name="Permission">What the handler demands.</param>
/// <param name="Limit">The operation's own rate limit, where it has one.</param>
public sealed record Operation(string Summary, Type Request, Type Response, Permissions Permission, OperationLimit? Limit)
{
    /// <summary>Whether it changes anything; keys that only read are refused by those that do.</summary>
    public bool Writes { get; init; }

    /// <summary>The media type of the file that a success is answered with in place of the envelope; null for all but downloads.</summary>
    public string? Download { get; init; }
}

/// <summary>Maps operations: key, quota, request, handler, envelope, in this order.</summary>
internal static class Operations
{
    public static void Read<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Func<TRequest, StatusDb, Caller, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new() =>
        Map(api, HttpMethods.Get, path, new Operation(summary, typeof(TRequest), typeof(TResponse), Permissions.None, null), async (context, caller) =>
        {
            var request = RequestQuery.Read<TRequest>(context);
            await Answer.Write(context, await Snapshot(context, db => handle(request, db, caller, context.RequestAborted)));
        });

    /// <summary>A read whose answers are kept finished: the handler gives the bytes of <c>data</c>.</summary>
    public static void ReadFinished<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Func<TRequest, FinishedAnswers, IDbContextFactory<StatusDb>, Caller, CancellationToken, ValueTask<byte[]>> handle)
        where TRequest : class, new()
    {
        var answers = api.ServiceProvider.GetRequiredService<FinishedAnswers>();
        var databases = api.ServiceProvider.GetRequiredService<IDbContextFactory<StatusDb>>();
        Map(api, HttpMethods.Get, path, new Operation(summary, typeof(TRequest), typeof(TResponse), Permissions.None, null), async (context, caller) =>
        {
            var request = RequestQuery.Read<TRequest>(context);
            await Answer.WriteFinished(context, await handle(request, answers, databases, caller, context.RequestAborted));
        });
    }

    /// <summary>One that reads although it is a POST, with its parameters in a body.</summary>
    public static void Ask<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Func<TRequest, StatusDb, Caller, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new() =>
        api.Ask<TRequest, TResponse>(path, summary, Permissions.None, handle);

    public static void Ask<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Permissions permission, Func<TRequest, StatusDb, Caller, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new() =>
        api.Ask<TRequest, TResponse>(path, summary, permission, (request, db, caller, _, cancel) => handle(request, db, caller, cancel));

    /// <summary>The same, for a handler that wants the language that the caller is answered in.</summary>
    public static void Ask<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Func<TRequest, StatusDb, Caller, Language, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new() =>
        api.Ask(path, summary, Permissions.None, handle);

    private static void Ask<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Permissions permission,
        Func<TRequest, StatusDb, Caller, Language, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new() =>
        Map(api, HttpMethods.Post, path, new Operation(summary, typeof(TRequest), typeof(TResponse), permission, null), async (context, caller) =>
        {
            var request = await RequestBody.Read<TRequest>(context);
            await Answer.Write(context, await Snapshot(context, db => handle(request, db, caller, Language.Of(context.Request), context.RequestAborted)));
        });

    public static void Post<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Permissions permission,
        Func<TRequest, StatusDb, Caller, WriteTransactions, TimeProvider, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new() =>
        api.Post<TRequest, TResponse>(
            path, summary, permission, limit: null, (request, db, caller, _, writes, clock, cancel) => handle(request, db, caller, writes, clock, cancel));

    /// <summary>One with a limit of its own, and whose handler wants the language that the caller is answered in.</summary>
    public static void Post<TRequest, TResponse>(
        this IEndpointRouteBuilder api, string path, string summary, Permissions permission, OperationLimit? limit,
        Func<TRequest, StatusDb, Caller, Language, WriteTransactions, TimeProvider, CancellationToken, Task<TResponse>> handle)
        where TRequest : class, new()
    {
        var writes = api.ServiceProvider.GetRequiredService<WriteTransactions>();
        var clock = api.ServiceProvider.GetRequiredService<TimeProvider>();
        var operation = new Operation(summary, typeof(TRequest), typeof(TResponse), permission, limit) { Writes = true };
        Map(api, HttpMethods.Post, path, operation, async (context, caller) =>
        {
            var name = IdempotencyKey.Of(context.Request);
            var body = await RequestBody.Receive(context);
            var request = RequestBody.ParseOptional<TRequest>(body);
            await using var db = await Database(context);
            var data = await IdempotencyKey.Answer(context, path, operation, caller, name, body ?? default, db, async () => JsonSerializer.SerializeToUtf8Bytes(
                await handle(request, db, caller, Language.Of(context.Request), writes, clock, context.RequestAborted), WireJson.Options));
            await Answer.WriteFinished(context, data);
        });
    }

    /// <summary>Answers with a file; its handler tells the audit log that data leave, in a context of its own beside the one it reads by. What is wrong with the request is known before the first byte, and told in the envelope.</summary>
    public static void Download<TRequest>(
        this IEndpointRouteBuilder api, string path, string summary, Permissions permission, OperationLimit? limit, string mediaType,
        Func<TRequest, StatusDb, Caller, WriteTransactions, IDbContextFactory<StatusDb>, CancellationToken, Task<Attachment>> handle)
        where TRequest : class, new() =>
        Map(api, HttpMethods.Post, path, new Operation(summary, typeof(TRequest), typeof(string), permission, limit) { Download = mediaType }, async (context, caller) =>
        {
            var request = await RequestBody.Read<TRequest>(context);
            await using var db = await Database(context);
            await using var snapshot = await db.BeginRead(context.RequestAborted);
            var services = context.RequestServices;
            var file = await handle(
                request, db, caller, services.GetRequiredService<WriteTransactions>(), services.GetRequiredService<IDbContextFactory<StatusDb>>(), context.RequestAborted);
            await file.Write(context, mediaType);
        });

    private static void Map(IEndpointRouteBuilder api, string method, string path, Operation operation, Func<HttpContext, Caller, Task> run)
    {
        var keys = api.ServiceProvider.GetRequiredService<KeyRing>();
        var limiter = api.ServiceProvider.GetRequiredService<RateLimiter>();
        var limited = api.ServiceProvider.GetRequiredService<RateLimitOptions>().Enabled;
        api.MapMethods(path, [method], async (HttpContext context) =>
        {
            var given = context.Request.Query["app_key"];
            var caller = await keys.Find(given.Count == 1 ? given[0] : null, context.RequestAborted) ?? throw Problem.Unauthorized();
            if (limited)
                TakeQuota(context, limiter.Take(caller.AccountId, path, operation.Limit));
            // Reads need not pay for it.
            await run(context, operation.Writes || operation.Download is not null ? caller with { Origin = caller.Origin.In(context) } : caller);
        }).WithMetadata(operation).WithDisplayName($"{method} {path}");
    }

    private static void TakeQuota(HttpContext context, RateDecision decision)
    {
        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = decision.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = decision.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = decision.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        if (decision.Allowed)
            return;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().Seconds();
        throw new ApiException(
            ErrorCode.RequestTooFrequently,
            new Message("RequestTooFrequently", decision.Limit, new Message(decision.IsMinute ? "Minute" : "Second")))
        {
            RetryAfterSeconds = (int)Math.Max(1, decision.ResetSeconds - now),
        };
    }

    private static async Task<T> Snapshot<T>(HttpContext context, Func<StatusDb, Task<T>> read)
    {
        await using var db = await Database(context);
        await using var snapshot = await db.BeginRead(context.RequestAborted);
        return await read(db);
    }

    private static Task<StatusDb> Database(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDbContextFactory<StatusDb>>().CreateDbContextAsync(context.RequestAborted);
}
