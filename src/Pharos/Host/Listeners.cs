using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Pharos.Host;

/// <summary>
/// Where Kestrel listens. A plain-HTTP request on the HTTPS port gets our answer, rather than a connection that just
/// ends.
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
        // RequestBody and the console's forms have limits of their own. Kestrel's would hang up on a client that is
        // still sending, and it would never read why; without it, what is left of the body is read for some seconds
        // after the answer and thrown away.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = 64 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 128 * 1024;
        var https = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificates[0],
            ServerCertificateChain = certificates,
        };
        foreach (
            var url in options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            var address = BindingAddress.Parse(url);
            void Protect(ListenOptions listen)
            {
                if (address.Scheme == "https")
                    UseHttpsOrExplain(listen, https);
            }

            if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && address.Port != 0)
                kestrel.ListenLocalhost(address.Port, Protect);
            else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
                kestrel.Listen(IPAddress.Loopback, 0, Protect);
            else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
                kestrel.Listen(ip, address.Port, Protect);
            else
                kestrel.ListenAnyIP(address.Port, Protect);
        }
    }

    private static void UseHttpsOrExplain(ListenOptions listen, HttpsConnectionAdapterOptions https)
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
                    return; // Gone, or the server is stopping, before the first byte.
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
