using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>
/// Requests to URLs that members entered. Connects only to public or explicitly allowed addresses, and only to the
/// address that was checked, which defeats DNS rebinding. Uses no redirects, proxies or cookies.
/// </summary>
internal sealed class OutgoingHttp : IDisposable
{
    /// <summary>Bytes read from a response; the rest is ignored.</summary>
    private const int MaxBodyBytes = 64 << 10;

    private readonly IPNetwork[] allowed;
    private readonly HttpClient client;

    public OutgoingHttp(DeliveryOptions options)
    {
        allowed = [.. NetworksAttribute.Parse(options.AllowedNetworks ?? "").Select(n => n!.Value)];
        client = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectCallback = Connect,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                MaxResponseHeadersLength = 32,
            }
        )
        {
            Timeout = RequestTimeout,
        };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Pharos", null));
    }

    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether plain HTTP is possible at all: only to allowed networks.</summary>
    public bool AllowsPlain => allowed.Length > 0;

    /// <exception cref="HttpRequestException">
    /// The host is unreachable; or it is not allowed, if the inner exception is a <see cref="RefusedHostException"/>.
    /// </exception>
    /// <exception cref="TimeoutException">No response within <see cref="RequestTimeout"/>.</exception>
    public async Task<OutgoingResponse> PostJson(Uri url, byte[] json, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var timeout = new CancellationTokenSource(RequestTimeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[MaxBodyBytes];
            var length = await body.ReadAtLeastAsync(buffer, MaxBodyBytes, throwOnEndOfStream: false, either.Token);
            return new OutgoingResponse(
                (int)response.StatusCode,
                Encoding.UTF8.GetString(buffer, 0, length),
                response.Headers.RetryAfter
            );
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"no response within {RequestTimeout.TotalSeconds} s", fault);
        }
    }

    public void Dispose() => client.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var plain = context.InitialRequestMessage.RequestUri?.Scheme != Uri.UriSchemeHttps;
        var found = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancel);
        var good = Array.FindAll(found, a => IsAllowed(a) || (!plain && PublicNetworks.Has(a)));
        if (good.Length == 0)
            throw new RefusedHostException(host, plain);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(good, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsAllowed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(allowed, n => n.Contains(plain));
    }
}

/// <param name="Status">The HTTP status code.</param>
/// <param name="Body">The beginning of the body.</param>
internal sealed record OutgoingResponse(int Status, string Body, RetryConditionHeaderValue? RetryAfter);

/// <summary>A request to a host that is not allowed.</summary>
internal sealed class RefusedHostException(string host, bool plain)
    : IOException(
        plain
            ? $"{host} is not in an allowed network, so it must use https"
            : $"{host} has no public address and is not in an allowed network"
    );
