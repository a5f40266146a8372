using System.Text;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Writes an error response: the envelope, or a page for browsers.</summary>
internal delegate Task ErrorWriter(HttpContext context, ApiException error);

/// <summary>
/// Assigns request IDs and turns exceptions and bare error statuses into error responses. Unexpected exceptions are
/// logged with the request ID but without the URL, which may contain an API key.
/// </summary>
internal sealed partial class ErrorHandlingMiddleware(
    RequestDelegate next,
    ErrorWriter write,
    IDatabase database,
    TimeProvider clock,
    ILogger<ErrorHandlingMiddleware> log
)
{
    public async Task Invoke(HttpContext context)
    {
        RequestId.Assign(context, clock);
        try
        {
            await next(context);
            if (
                !context.Response.HasStarted
                && context.Response.ContentLength is null
                && ErrorForStatus(context) is { } error
            )
                await write(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception exception)
        {
            await write(context, Explain(context, exception));
        }
    }

    private ApiException Explain(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case ApiException error:
                return error;
            case BadHttpRequestException:
                return Errors.Invalid(Messages.BadRequest);
            case DecoderFallbackException:
                return Errors.Invalid(Messages.BadEncoding);
        }

        if (database.IsUnavailable(exception))
        {
            Log.DatabaseUnavailable(log, RequestId.From(context), exception.GetBaseException().Message);
            return Errors.Unavailable();
        }

        Log.RequestFailed(log, RequestId.From(context), context.GetEndpoint()?.DisplayName, exception);
        return new ApiException(ErrorCode.InternalError, new Message(Messages.InternalError));
    }

    /// <summary>The error for a status that routing has set without a body.</summary>
    private static ApiException? ErrorForStatus(HttpContext context) =>
        context.Response.StatusCode switch
        {
            404 => new ApiException(ErrorCode.RouteNotFound, new Message(Messages.RouteNotFound)),
            405 => new ApiException(
                ErrorCode.MethodNotAllowed,
                new Message(Messages.MethodNotAllowed, context.Response.Headers.Allow.ToString())
            ),
            415 => new ApiException(ErrorCode.InvalidContentType, new Message(Messages.InvalidContentType)),
            400 => Errors.Invalid(Messages.BadRequest),
            _ => null,
        };

    private static partial class Log
    {
        [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "Request {RequestId} to {Endpoint} failed")]
        public static partial void RequestFailed(ILogger log, string requestId, string? endpoint, Exception exception);

        [LoggerMessage(
            EventId = 101,
            Level = LogLevel.Warning,
            Message = "Request {RequestId} failed: database unavailable ({Reason})"
        )]
        public static partial void DatabaseUnavailable(ILogger log, string requestId, string reason);
    }
}
