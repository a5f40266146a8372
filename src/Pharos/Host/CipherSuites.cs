using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Pharos.Host;

/// <summary>
/// Limits TLS to suites with authenticated encryption and forward secrecy. TLS 1.2 also has suites in CBC mode, which
/// have a history of padding attacks and which no current client needs.
/// </summary>
internal static class CipherSuites
{
    private static readonly TlsCipherSuite[] Allowed =
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ];

    /// <summary>Null where the platform does not let a program choose, which is everywhere but on Linux.</summary>
    public static CipherSuitesPolicy? Policy { get; } =
        OperatingSystem.IsLinux() ? new CipherSuitesPolicy(Allowed) : null;

    public static void Limit(HttpsConnectionAdapterOptions https)
    {
        if (Policy is { } policy)
            https.OnAuthenticate += (_, tls) => tls.CipherSuitesPolicy = policy;
    }
}
