using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Pharos.Host;

/// <summary>
/// Configures the addresses that Kestrel listens on. A plain-HTTP request on an HTTPS port gets an error response
/// instead of a closed connection.
/// </summary>
internal static class Listeners
{
    /// <summary>The first byte of a TLS handshake.</summary>
    private const byte TlsHandshake = 0x16;

    public static void Configure(
        KestrelServerOptions kestrel,
        PharosOptions options,
        X509Certificate2Collection certificates
    )
    {
        kestrel.AddServerHeader = false;
        // RequestBody and the console's forms have their own limits. Kestrel's limit would close the connection while
        // the client is still sending, so the client would not see the error. Without it, Kestrel drains the rest of
        // the body for a few seconds after the response.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        var https = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificates[0],
            ServerCertificateChain = certificates,
        };
        CipherSuites.Limit(https);
        foreach (
            var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var address = BindingAddress.Parse(url);
            void ConfigureTls(ListenOptions listen)
            {
                if (address.Scheme == "https")
                    UseHttpsOrRejectHttp(listen, https);
            }

            if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && address.Port != 0)
                kestrel.ListenLocalhost(address.Port, ConfigureTls);
            else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
                kestrel.Listen(IPAddress.Loopback, 0, ConfigureTls);
            else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
                kestrel.Listen(ip, address.Port, ConfigureTls);
            else
                kestrel.ListenAnyIP(address.Port, ConfigureTls);
        }
    }

    private static void UseHttpsOrRejectHttp(ListenOptions listen, HttpsConnectionAdapterOptions https)
    {
        ConnectionDelegate? withoutTls = null;
        listen.Use(next =>
            async connection =>
            {
                System.IO.Pipelines.ReadResult read;
                try
                {
                    read = await connection.Transport.Input.ReadAsync(connection.ConnectionClosed);
                }
                catch (OperationCanceledException)
                {
                    return; // The client disconnected or the server is stopping.
                }

                var plain = !read.Buffer.IsEmpty && read.Buffer.FirstSpan[0] != TlsHandshake;
                connection.Transport.Input.AdvanceTo(read.Buffer.Start);
                await (plain ? withoutTls! : next)(connection);
            }
        );
        listen.UseHttps(https);
        listen.Use(next => withoutTls = next);
    }
}
