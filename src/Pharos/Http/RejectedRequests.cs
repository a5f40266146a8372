using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Answers the requests that Kestrel rejects before any middleware runs, such as one with two Host headers. Kestrel
/// would send the status alone. It announces each rejection before it responds, so the response can be started then;
/// Kestrel leaves a response that has started as it is and closes the connection.
/// </summary>
internal sealed class RejectedRequests(TimeProvider clock) : IObserver<KeyValuePair<string, object?>>
{
    private const string Rejection = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    public static void AnswerFrom(IServiceProvider services) =>
        services
            .GetRequiredService<DiagnosticListener>()
            .Subscribe(new RejectedRequests(services.GetRequiredService<TimeProvider>()), static name =>
                name == Rejection
            );

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Rejection, Value: IFeatureCollection features })
            Answer(features);
    }

    public void OnError(Exception error) { }

    public void OnCompleted() { }

    private void Answer(IFeatureCollection features)
    {
        var response = features.GetRequiredFeature<IHttpResponseFeature>();
        // Many streams share an HTTP/2 connection: there the stream is reset.
        if (response.HasStarted || features.Get<IHttp2StreamIdFeature>() is not null)
            return;
        var request = new DefaultHttpContext(features).Request;
        var id = Ids.NewUlid(clock);
        var body = ApiResponse.Envelope(id, Explain(response.StatusCode), Language.From(request));
        response.Headers[RequestId.Header] = id;
        response.Headers.ContentType = ApiResponse.ContentType;
        response.Headers.ContentLength = body.Length;
        response.Headers.Connection = "close";
        // Completes at once: nothing is registered to run before the response.
        _ = features.GetRequiredFeature<IHttpResponseBodyFeature>().StartAsync(CancellationToken.None);
        if (HttpMethods.IsHead(request.Method))
            return;
        // Kestrel has no stream for the body of a response without a request.
        var output = features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
        output.Write(body.Span);
        _ = output.FlushAsync(CancellationToken.None).AsTask();
    }

    private static ApiException Explain(int status) =>
        status switch
        {
            StatusCodes.Status408RequestTimeout => Errors.Invalid(Messages.TooSlow),
            StatusCodes.Status414UriTooLong or StatusCodes.Status431RequestHeaderFieldsTooLarge => Errors.Invalid(
                Messages.HeadTooLarge
            ),
            _ => Errors.Invalid(Messages.BadRequest),
        };
}
