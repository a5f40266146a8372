using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host;

/// <summary>A renewed certificate reaches visitors without a restart.</summary>
[Trait("Runs", "Once")]
public sealed class CertificateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pharos-certificate-").FullName;
    private readonly TestClock clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly LogSink log = new();

    private string CertFile => Path.Combine(folder, "cert.pem");
    private string KeyFile => Path.Combine(folder, "key.pem");

    public void Dispose()
    {
        log.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_renewed_pair_of_files_is_shown_to_new_connections()
    {
        var (first, second) = (TestCertificate.Create(), TestCertificate.Create());
        first.Write(CertFile, KeyFile);
        await using var server = await Start();
        Assert.Equal(first.Thumbprint, await Shown(server.Address));

        second.Write(CertFile, KeyFile);

        await ShownAfterChecks(server, second);
    }

    [Fact]
    public async Task A_symbolic_link_to_another_folder_is_noticed()
    {
        var (first, second) = (TestCertificate.Create(), TestCertificate.Create());
        foreach (var (name, pair) in new[] { ("1", first), ("2", second) })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            pair.Write(Path.Combine(folder, name, "cert.pem"), Path.Combine(folder, name, "key.pem"));
        }

        var current = Path.Combine(folder, "current");
        Directory.CreateSymbolicLink(current, Path.Combine(folder, "1"));
        File.CreateSymbolicLink(CertFile, Path.Combine(current, "cert.pem"));
        File.CreateSymbolicLink(KeyFile, Path.Combine(current, "key.pem"));
        await using var server = await Start();
        Assert.Equal(first.Thumbprint, await Shown(server.Address));

        Directory.Delete(current);
        Directory.CreateSymbolicLink(current, Path.Combine(folder, "2"));

        await ShownAfterChecks(server, second);
    }

    [Theory]
    [InlineData("not a certificate", null)]
    [InlineData("", "")]
    [InlineData(null, "other key")]
    public async Task Unusable_files_leave_the_certificate_as_it_is_and_are_logged(string? cert, string? key)
    {
        var (first, second) = (TestCertificate.Create(), TestCertificate.Create());
        first.Write(CertFile, KeyFile);
        await using var server = await Start();

        await File.WriteAllTextAsync(CertFile, cert ?? second.Cert);
        await File.WriteAllTextAsync(KeyFile, key == "other key" ? first.Key : key ?? second.Key);

        await AdvanceUntil(() =>
            Task.FromResult(log.Lines.Any(l => l.Contains("are unusable", StringComparison.Ordinal)))
        );
        Assert.Equal(first.Thumbprint, await Shown(server.Address));
        second.Write(CertFile, KeyFile);
        await ShownAfterChecks(server, second);
    }

    [Fact]
    public async Task SIGHUP_reads_the_files_at_once_and_does_not_end_the_server()
    {
        var (first, second) = (TestCertificate.Create(), TestCertificate.Create());
        first.Write(CertFile, KeyFile);
        await using var server = await PharosProcess.Serve("--data", "data", "--cert", CertFile, "--cert-key", KeyFile);
        Assert.Equal(first.Thumbprint, await Shown(server.Address));

        second.Write(CertFile, KeyFile);
        server.HangUp();

        await Eventually.True(async () => await Shown(server.Address) == second.Thumbprint, TimeSpan.FromSeconds(20));
        Assert.Equal(0, (await server.Terminate()).Code);
    }

    private Task<TestServer> Start() =>
        TestServer.Start(clock, options => (options.Cert, options.CertKey) = (CertFile, KeyFile), extend: log.AddTo);

    private Task ShownAfterChecks(TestServer server, TestCertificate expected) =>
        AdvanceUntil(async () => await Shown(server.Address) == expected.Thumbprint);

    private Task AdvanceUntil(Func<Task<bool>> condition) =>
        Eventually.True(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(30));
                return condition();
            },
            TimeSpan.FromSeconds(60)
        );

    private static async Task<string> Shown(Uri address)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", address.Port);
        await using var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost");
        using var certificate = new X509Certificate2(tls.RemoteCertificate!);
        return certificate.Thumbprint;
    }
}
