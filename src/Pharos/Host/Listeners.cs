using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Pharos.Http.Connections;

namespace Pharos.Host;

/// <summary>
/// Configures the addresses that Kestrel listens on, and a deadline for everything that it waits for. A plain-HTTP
/// request on an HTTPS port gets an error response instead of a closed connection.
/// </summary>
internal static class Listeners
{
    /// <summary>The first byte of a TLS handshake.</summary>
    private const byte TlsHandshake = 0x16;

    public static void Configure(KestrelServerOptions kestrel, PharosOptions options, ServerCertificate certificate)
    {
        kestrel.AddServerHeader = false;
        // RequestBody and the console's forms have their own limits. Kestrel's limit would close the connection while
        // the client is still sending, so the client would not see the error. Without it, Kestrel drains the rest of
        // the body for a few seconds after the response.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        // What arrives before a handler reads it is buffered once for the socket and once for TLS.
        kestrel.Limits.MaxRequestBufferSize = 256 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        // Only responses larger than the socket's buffers are affected, such as exports.
        kestrel.Limits.MinResponseDataRate = new MinDataRate(4096, gracePeriod: TimeSpan.FromSeconds(10));
        var https = new HttpsConnectionAdapterOptions
        {
            HandshakeTimeout = TimeSpan.FromSeconds(10),
            ServerCertificate = certificate.First,
            OnAuthenticate = (_, tls) => tls.ServerCertificateContext = certificate.Current,
        };
        CipherSuites.Limit(https);
        foreach (
            var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var address = BindingAddress.Parse(url);
            void ConfigureConnections(ListenOptions listen)
            {
                if (address.Scheme == "https")
                    UseHttpsOrRejectHttp(listen, https);
                else
                    listen.Use(next => connection => Serve(connection, _ => next));
            }

            if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && address.Port != 0)
                kestrel.ListenLocalhost(address.Port, ConfigureConnections);
            else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
                kestrel.Listen(IPAddress.Loopback, 0, ConfigureConnections);
            else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
                kestrel.Listen(ip, address.Port, ConfigureConnections);
            else
                kestrel.ListenAnyIP(address.Port, ConfigureConnections);
        }
    }

    private static void UseHttpsOrRejectHttp(ListenOptions listen, HttpsConnectionAdapterOptions https)
    {
        ConnectionDelegate? withoutTls = null;
        listen.Use(next =>
            connection => Serve(connection, firstByte => firstByte == TlsHandshake ? next : withoutTls!)
        );
        listen.UseHttps(https);
        listen.Use(next => withoutTls = next);
    }

    /// <summary>Waits for the first byte, then serves the connection to its end.</summary>
    private static async Task Serve(ConnectionContext connection, Func<byte, ConnectionDelegate> choose)
    {
        using var client = connection.Features.GetRequiredFeature<ClientConnection>();
        if (await FirstByte(connection) is not { } firstByte)
            return;
        client.FirstByteArrived();
        await choose(firstByte)(connection);
    }

    /// <summary>Null if the connection ends before a byte arrives, or the server stops.</summary>
    private static async Task<byte?> FirstByte(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var stopping = connection.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>();
        await using var registration = stopping.ConnectionClosedRequested.UnsafeRegister(
            static input => ((PipeReader)input!).CancelPendingRead(),
            input
        );
        try
        {
            var read = await input.ReadAsync(connection.ConnectionClosed);
            byte? first = read.Buffer.IsEmpty ? null : read.Buffer.FirstSpan[0];
            input.AdvanceTo(read.Buffer.Start);
            return first;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return null; // The client has reset the connection, or a limit has closed it.
        }
    }
}
