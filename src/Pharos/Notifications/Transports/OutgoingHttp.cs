using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>
/// Requests to addresses that members typed in. Connects only to what is public or explicitly allowed, and to the very
/// address that was checked: a name that resolves differently a moment later gains nothing. Follows no redirect, asks
/// no proxy, keeps no cookie.
/// </summary>
internal sealed class OutgoingHttp : IDisposable
{
    /// <summary>What is read of an answer, in bytes.</summary>
    private const int MostRead = 64 << 10;

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

    /// <summary>The longest that one request may take.</summary>
    public static TimeSpan RequestTimeout { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether plain HTTP can lead anywhere at all.</summary>
    public bool AllowsPlain => allowed.Length > 0;

    /// <exception cref="HttpRequestException">
    /// It cannot be reached; or, with a <see cref="RefusedHostException"/> inside, may not be.
    /// </exception>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public async Task<OutgoingResponse> PostJson(Uri url, byte[] json, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var patience = new CancellationTokenSource(RequestTimeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            using var response = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                either.Token
            );
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            var buffer = new byte[MostRead];
            var length = await body.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, either.Token);
            return new OutgoingResponse(
                (int)response.StatusCode,
                Encoding.UTF8.GetString(buffer, 0, length),
                response.Headers.RetryAfter
            );
        }
        catch (OperationCanceledException fault) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {RequestTimeout.TotalSeconds} s", fault);
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

/// <param name="Status">HTTP's.</param>
/// <param name="Body">Its beginning.</param>
internal sealed record OutgoingResponse(int Status, string Body, RetryConditionHeaderValue? RetryAfter);

/// <summary>A host that requests may not go to.</summary>
internal sealed class RefusedHostException(string host, bool plain)
    : IOException(
        plain
            ? $"{host} is asked without encryption and is in no network allowed for that"
            : $"{host} leads to no public address and is in no network that is allowed"
    );
