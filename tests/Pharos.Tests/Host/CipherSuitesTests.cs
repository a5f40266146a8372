using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host;

[Trait("Runs", "Once")]
public sealed class CipherSuitesTests(SharedServer shared)
{
    [Theory]
    [InlineData(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256, true)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, false)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, false)]
    [InlineData(SslProtocols.Tls12, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, false)]
    public async Task Only_suites_with_authenticated_encryption_are_spoken(
        SslProtocols protocol,
        TlsCipherSuite suite,
        bool allowed
    )
    {
        using var client = new TcpClient();
        await client.ConnectAsync(shared.Server.Address.Host, shared.Server.Address.Port);
        await using var tls = new SslStream(client.GetStream());

        // Linux alone lets a client choose, and so does the server.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the platform chooses the suites");
#pragma warning disable CA1416, CA5398 // Checked above; the version is what is tested.
        var handshake = tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                EnabledSslProtocols = protocol,
                CipherSuitesPolicy = new CipherSuitesPolicy([suite]),
#pragma warning disable CA5359 // The certificate is self-signed.
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
            }
        );
#pragma warning restore CA1416, CA5398

        if (allowed)
        {
            await handshake;
            Assert.Equal(suite, tls.NegotiatedCipherSuite);
        }
        else
        {
            await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        }
    }
}
