using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pharos.Database;

namespace Pharos.Host;

/// <summary>
/// The certificate that the server shows: the configured one, or a self-signed one created once in the data folder. Its
/// files are read again when they change.
/// </summary>
internal sealed class ServerCertificate
{
    private readonly string certFile;
    private readonly string keyFile;
    private readonly Lock gate = new();
    private (string Cert, string Key) files;
    private volatile SslStreamCertificateContext current;

    private ServerCertificate(string certFile, string keyFile)
    {
        (this.certFile, this.keyFile) = (certFile, keyFile);
        files = Read();
        (First, current) = Parse(files);
    }

    /// <summary>The certificate of the start.</summary>
    public X509Certificate2 First { get; }

    /// <summary>The certificate for the next connection, with its chain.</summary>
    public SslStreamCertificateContext Current => current;

    /// <exception cref="StartupException">A file is missing or invalid, or the key does not match.</exception>
    public static ServerCertificate Load(PharosOptions options, TimeProvider clock)
    {
        try
        {
            if (options is { Cert: { } cert, CertKey: { } key })
                return new ServerCertificate(cert, key);
            var (ownCert, ownKey) = (
                Path.Combine(options.Data, "certificate.pem"),
                Path.Combine(options.Data, "certificate.key")
            );
            if (!File.Exists(ownCert) || !File.Exists(ownKey))
                CreateSelfSigned(ownCert, ownKey, clock);
            return new ServerCertificate(ownCert, ownKey);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw new StartupException(
                $"cannot use the certificate {options.Cert ?? options.Data}: "
                    + exception.Message.ReplaceLineEndings(" ")
            );
        }
    }

    /// <summary>
    /// Reads the files again. If they have changed, new connections get the new certificate; the current one stays if
    /// the new one is unusable.
    /// </summary>
    public CertificateChange Reload()
    {
        lock (gate)
        {
            try
            {
                // The contents are compared, because a file behind a symbolic link keeps its time and its name.
                var now = Read();
                if (now == files)
                    return new CertificateChange(null, null);
                var (certificate, context) = Parse(now);
                (files, current) = (now, context);
                return new CertificateChange(certificate, null);
            }
            catch (Exception exception) when (IsFault(exception))
            {
                return new CertificateChange(null, exception.Message.ReplaceLineEndings(" "));
            }
        }
    }

    private static bool IsFault(Exception exception) =>
        exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    private (string Cert, string Key) Read() => (File.ReadAllText(certFile), File.ReadAllText(keyFile));

    private static (X509Certificate2 Certificate, SslStreamCertificateContext Context) Parse(
        (string Cert, string Key) files
    )
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(files.Cert);
        if (chain.Count == 0)
            throw new CryptographicException("the file contains no certificate");
        var certificate = X509Certificate2.CreateFromPem(files.Cert, files.Key);
        // Offline: the server does not fetch certificates that are missing in the chain.
        return (certificate, SslStreamCertificateContext.Create(certificate, chain, offline: true));
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

/// <summary>What reading the certificate's files again has found; nothing if they have not changed.</summary>
/// <param name="Certificate">The new certificate.</param>
/// <param name="Fault">Why the new files are unusable.</param>
internal readonly record struct CertificateChange(X509Certificate2? Certificate, string? Fault);
