using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pharos.Database;

namespace Pharos.Host;

/// <summary>Loads the configured certificate, or a self-signed one created once in the data folder.</summary>
internal static class Certificates
{
    /// <exception cref="StartupException">A file is missing or invalid, or the key does not match.</exception>
    public static X509Certificate2Collection Load(PharosOptions options, TimeProvider clock)
    {
        try
        {
            if (options is { Cert: { } cert, CertKey: { } key })
                return WithChain(cert, key);
            var (ownCert, ownKey) = (
                Path.Combine(options.Data, "certificate.pem"),
                Path.Combine(options.Data, "certificate.key")
            );
            if (!File.Exists(ownCert) || !File.Exists(ownKey))
                CreateSelfSigned(ownCert, ownKey, clock);
            return WithChain(ownCert, ownKey);
        }
        catch (Exception exception)
            when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"cannot use the certificate {options.Cert ?? options.Data}: {exception.Message.ReplaceLineEndings(" ")}"
            );
        }
    }

    private static X509Certificate2Collection WithChain(string cert, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(cert);
        if (chain.Count == 0)
            throw new CryptographicException("the file contains no certificate");
        chain[0] = X509Certificate2.CreateFromPemFile(cert, key);
        return chain;
    }

    private static void CreateSelfSigned(string certFile, string keyFile, TimeProvider clock)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pharos (self-signed)", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName(Dns.GetHostName());
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var now = clock.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        WriteOwnerOnly(keyFile, key.ExportPkcs8PrivateKeyPem());
        WriteOwnerOnly(certFile, certificate.ExportCertificatePem());
    }

    /// <summary>Writes a file atomically and readable by its owner only from the start.</summary>
    private static void WriteOwnerOnly(string file, string text)
    {
        var temporary = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
            stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
        File.Move(temporary, file, overwrite: true);
    }
}
