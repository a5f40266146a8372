using System.Net;
using System.Net.Http.Headers;

namespace Pharos.Tests.Support;

/// <summary>
/// A body that the client begins to send when the server asks for it (<c>Expect: 100-continue</c>) and ends when the
/// test says so. It must have more than 1,024 bytes: <see cref="HttpClient"/> sends a shorter one even after a refusal.
/// </summary>
internal sealed class HeldBody : HttpContent
{
    private readonly byte[] beginning;
    private readonly byte[] rest;
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="rest">Sent after <see cref="Release"/>; if empty, nothing is held back.</param>
    public HeldBody(string type, byte[] beginning, byte[] rest)
    {
        (this.beginning, this.rest) = (beginning, rest);
        if (rest.Length == 0)
            released.SetResult();
        Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    /// <summary>Whether the server has asked for the body.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>A client that sends no body before the server asks for it.</summary>
    public static HttpClient NewHttpClient(Uri address)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        var http = new HttpClient(handler) { BaseAddress = address };
        http.DefaultRequestHeaders.ExpectContinue = true;
        return http;
    }

    public void Release() => released.TrySetResult();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        IsAsked = true;
        await stream.WriteAsync(beginning, cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await released.Task.WaitAsync(cancellationToken);
        await stream.WriteAsync(rest, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = beginning.Length + rest.Length;
        return true;
    }
}
