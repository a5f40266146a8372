using System.Text;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>Writes an error as the client reads it: the envelope, or a page for a browser at the console.</summary>
internal delegate Task ErrorWriter(HttpContext context, ApiException error);

/// <summary>
/// The outermost layer: gives every request its ID and has whatever ends a request early written as an error. A fault
/// of ours is logged with the request's ID and without its address, which may carry a key.
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
                && Unanswered(context) is { } error
            )
                await write(context, error);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception fault)
        {
            await write(context, Explain(context, fault));
        }
    }

    private ApiException Explain(HttpContext context, Exception fault)
    {
        switch (fault)
        {
            case ApiException error:
                return error;
            case BadHttpRequestException:
                return Errors.Invalid(Messages.BadRequest);
            case DecoderFallbackException:
                return Errors.Invalid(Messages.BadEncoding);
        }

        if (database.IsUnavailable(fault))
        {
            Log.OutOfReach(log, RequestId.From(context), fault.GetBaseException().Message);
            return Errors.Unavailable();
        }

        Log.Fault(log, RequestId.From(context), context.GetEndpoint()?.DisplayName, fault);
        return new ApiException(ErrorCode.InternalError, new Message(Messages.InternalError));
    }

    /// <summary>What routing answers with a bare status.</summary>
    private static ApiException? Unanswered(HttpContext context) =>
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
        public static partial void Fault(ILogger log, string requestId, string? endpoint, Exception fault);

        [LoggerMessage(
            EventId = 101,
            Level = LogLevel.Warning,
            Message = "Request {RequestId} failed: the database is out of reach ({Reason})"
        )]
        public static partial void OutOfReach(ILogger log, string requestId, string reason);
    }
}
