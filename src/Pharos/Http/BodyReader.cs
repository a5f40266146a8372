using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Pharos.Http.Connections;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Reads the body of a request within a deadline. Whatever is wrong with how the body was sent is the client's error,
/// whichever exception Kestrel throws for it.
/// </summary>
internal sealed class BodyReader : IDisposable
{
    /// <summary>The client may pause for this long.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FormTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OtherTime = TimeSpan.FromSeconds(60);

    /// <summary>What has arrived extends the deadline, at this rate in bytes per second.</summary>
    private const double Rate = 100_000;

    private readonly HttpRequest request;
    private readonly CancellationToken aborted;
    private readonly TimeProvider clock;
    private readonly CancellationTokenSource deadline;
    private readonly CancellationTokenSource cancel;
    private readonly ClientConnection connection;
    private readonly TimeSpan time;
    private readonly long start;
    private long received;

    public BodyReader(HttpRequest request, CancellationToken aborted)
    {
        (this.request, this.aborted) = (request, aborted);
        clock = request.HttpContext.RequestServices.GetRequiredService<TimeProvider>();
        time = request.HasFormContentType ? FormTime : OtherTime;
        start = clock.GetTimestamp();
        deadline = new CancellationTokenSource(MaxPause, clock);
        cancel = CancellationTokenSource.CreateLinkedTokenSource(aborted, deadline.Token);
        connection = request.HttpContext.Features.GetRequiredFeature<ClientConnection>();
        connection.BeginUpload();
    }

    /// <summary>
    /// Waits for the next part of the body. A request that waits holds no buffer for it. The caller copies the part and
    /// calls <see cref="Release"/>.
    /// </summary>
    /// <exception cref="ApiException">The body is malformed, or arrives too slowly.</exception>
    public async ValueTask<ReadResult> Read()
    {
        var rest = time + TimeSpan.FromSeconds(received / Rate) - clock.GetElapsedTime(start);
        if (rest <= TimeSpan.Zero)
            throw TooSlow();
        deadline.CancelAfter(rest < MaxPause ? rest : MaxPause);
        try
        {
            var part = await request.BodyReader.ReadAsync(cancel.Token);
            received += part.Buffer.Length;
            return part;
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            throw TooSlow();
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            throw TooSlow();
        }
        // An oversized chunk is an overflow for Kestrel, and a trailer that is not ASCII an invalid operation.
        catch (Exception fault) when (fault is IOException or InvalidOperationException or ArithmeticException)
        {
            aborted.ThrowIfCancellationRequested();
            throw Errors.Invalid(Messages.BadRequest);
        }
    }

    /// <summary>Ends the use of a part.</summary>
    public void Release(ReadResult part) => request.BodyReader.AdvanceTo(part.Buffer.End);

    public void Dispose()
    {
        connection.EndUpload();
        cancel.Dispose();
        deadline.Dispose();
    }

    private ApiException TooSlow()
    {
        // The rest of the body is still to come.
        if (HttpProtocol.IsHttp11(request.Protocol))
            request.HttpContext.Response.Headers.Connection = "close";
        return Errors.Invalid(Messages.TooSlow);
    }
}
