using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pharos.Tests.Support;

/// <summary>A self-signed certificate and its key, as PEM.</summary>
public sealed record TestCertificate(string Cert, string Key, string Thumbprint)
{
    public static TestCertificate Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        return new TestCertificate(
            certificate.ExportCertificatePem(),
            key.ExportPkcs8PrivateKeyPem(),
            certificate.Thumbprint
        );
    }

    public void Write(string certFile, string keyFile)
    {
        File.WriteAllText(certFile, Cert);
        File.WriteAllText(keyFile, Key);
    }
}
