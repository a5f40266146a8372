using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class SmtpConnectionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_connection_takes_mail_after_mail_past_recipients_that_are_refused(bool pipelines)
    {
        await using var sink = new MailSink
        {
            Pipelines = pipelines,
            Recipient = to =>
                to.StartsWith("no", StringComparison.Ordinal) ? "550 no such user"
                : to.StartsWith("later", StringComparison.Ordinal) ? "452 full"
                : null,
        };
        await using var connection = await Open(sink);

        var results = new List<SendResult>();
        foreach (var to in (string[])["a@example.org", "no@example.org", "later@example.org", "b@example.org"])
            results.Add(
                await connection.Send(
                    new Envelope("from@example.com", to),
                    "Subject: x\r\n\r\nhello\r\n"u8.ToArray(),
                    null,
                    CancellationToken.None
                )
            );

        Assert.Equal(
            [SendResultKind.Sent, SendResultKind.Refused, SendResultKind.Later, SendResultKind.Sent],
            results.Select(r => r.Kind)
        );
        Assert.Equal("550 no such user", results[1].Reason);
        Assert.Equal(["a@example.org", "b@example.org"], sink.Mails.Select(m => m.To));
        Assert.Equal(1, sink.Connections);
    }

    [Fact]
    public async Task The_envelope_of_the_next_mail_travels_with_the_content_of_the_one_before()
    {
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var sink = new MailSink
        {
            Recipient = to => to.StartsWith("no", StringComparison.Ordinal) ? "550 no such user" : null,
        };
        sink.Before = to =>
        {
            asked.Enqueue(to);
            return Task.CompletedTask;
        };
        await using var connection = await Open(sink);
        Envelope[] all =
        [
            .. ((string[])["a@example.org", "no@example.org", "b@example.org", "c@example.org"]).Select(
                to => new Envelope("from@example.com", to)
            ),
        ];

        var results = new List<SendResult>();
        for (var i = 0; i < all.Length; i++)
        {
            var next = i + 1 < all.Length ? all[i + 1] : null;
            results.Add(
                await connection.Send(
                    all[i],
                    Encoding.ASCII.GetBytes($"Subject: {i}\r\n\r\nhello\r\n"),
                    () => next,
                    CancellationToken.None
                )
            );
            Assert.Equal(i is 0 or 2 ? next : null, connection.Ahead);
        }

        Assert.Equal(
            [SendResultKind.Sent, SendResultKind.Refused, SendResultKind.Sent, SendResultKind.Sent],
            results.Select(r => r.Kind)
        );
        Assert.Equal(all.Select(e => e.To), asked);
        Assert.Equal(
            [("a@example.org", "0"), ("b@example.org", "2"), ("c@example.org", "3")],
            sink.Mails.Select(m => (m.To, m.Header("Subject")))
        );
        Assert.Equal(1, sink.Connections);
    }

    [Theory]
    [InlineData("hello\r\n.\r\nQUIT\r\n")]
    [InlineData(".begins with a dot\r\n..and two\r\nends without a line end")]
    public async Task A_line_with_a_dot_does_not_end_the_mail(string body)
    {
        await using var sink = new MailSink();
        await using var connection = await Open(sink);

        var result = await connection.Send(
            new Envelope("from@example.com", "a@example.org"),
            Encoding.ASCII.GetBytes(body),
            null,
            CancellationToken.None
        );

        Assert.Equal(SendResultKind.Sent, result.Kind);
        Assert.Equal(body.TrimEnd('\r', '\n'), Assert.Single(sink.Mails).Data.TrimEnd('\r', '\n'));
    }

    [Fact]
    public async Task Encryption_that_is_demanded_and_not_offered_is_not_done_without()
    {
        await using var sink = new MailSink();

        var fault = await Assert.ThrowsAsync<SmtpException>(() => Open(sink, "starttls"));

        Assert.Contains("STARTTLS", fault.Message, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task Over_an_encrypted_connection_it_signs_in_and_sends_where_the_certificate_is_trusted()
    {
        var (certificate, pem) = Certificate();
        await using var sink = new MailSink { Certificate = certificate };
        var options = new EmailOptions
        {
            Host = "localhost",
            Port = sink.Port,
            CaCert = pem,
            User = "status",
            Password = "geheim",
        };

        await using (var connection = await SmtpConnection.Open(options, "status.example.com", CancellationToken.None))
            await connection.Send(
                new Envelope("from@example.com", "a@example.org"),
                "Subject: x\r\n\r\nhello\r\n"u8.ToArray(),
                null,
                CancellationToken.None
            );

        Assert.Equal("\0status\0geheim", sink.SignedIn);
        Assert.Single(sink.Mails);
        options.CaCert = null;
        Assert.Contains(
            "certificate",
            (
                await Assert.ThrowsAsync<SmtpException>(() => SmtpConnection.Open(options, "x", CancellationToken.None))
            ).Message,
            StringComparison.Ordinal
        );
        (options.CaCert, options.Password) = (pem, "wrong");
        var refused = await Assert.ThrowsAsync<SmtpException>(() =>
            SmtpConnection.Open(options, "x", CancellationToken.None)
        );
        Assert.Contains("535", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
        File.Delete(pem);
    }

    [Theory]
    [InlineData("PLAIN", "PLAIN")]
    [InlineData("LOGIN", "LOGIN")]
    [InlineData("LOGIN PLAIN", "PLAIN")]
    [InlineData("CRAM-MD5 LOGIN", "LOGIN")]
    public async Task It_authenticates_over_implicit_TLS_with_a_mechanism_that_the_server_offers(
        string offered,
        string used
    )
    {
        var (certificate, pem) = Certificate();
        await using var sink = new MailSink
        {
            Certificate = certificate,
            ImplicitTls = true,
            Mechanisms = offered,
        };
        var options = new EmailOptions
        {
            Host = "localhost",
            Port = sink.Port,
            Security = "tls",
            CaCert = pem,
            User = "status",
            Password = "geheim",
        };

        await using (var connection = await SmtpConnection.Open(options, "status.example.com", CancellationToken.None))
        {
            var result = await connection.Send(
                new Envelope("from@example.com", "a@example.org"),
                "Subject: x\r\n\r\nhello\r\n"u8.ToArray(),
                null,
                CancellationToken.None
            );
            Assert.Equal(SendResultKind.Sent, result.Kind);
        }

        Assert.Equal((used, "\0status\0geheim"), (sink.Mechanism, sink.SignedIn));
        Assert.Single(sink.Mails);
        options.Password = "wrong";
        var rejected = await Assert.ThrowsAsync<SmtpException>(() =>
            SmtpConnection.Open(options, "x", CancellationToken.None)
        );
        Assert.Contains("535", rejected.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", rejected.Message, StringComparison.Ordinal);
        options.CaCert = null;
        var untrusted = await Assert.ThrowsAsync<SmtpException>(() =>
            SmtpConnection.Open(options, "x", CancellationToken.None)
        );
        Assert.Contains("certificate", untrusted.Message, StringComparison.Ordinal);
        File.Delete(pem);
    }

    [Theory]
    [InlineData("", "no authentication")]
    [InlineData("CRAM-MD5 XOAUTH2", "CRAM-MD5, XOAUTH2")]
    public async Task A_server_that_offers_neither_PLAIN_nor_LOGIN_never_sees_the_password(string offered, string named)
    {
        await using var sink = new MailSink { Mechanisms = offered };
        var options = new EmailOptions
        {
            Host = "127.0.0.1",
            Port = sink.Port,
            Security = "none",
            User = "status",
            Password = "geheim",
        };

        var error = await Assert.ThrowsAsync<SmtpException>(() =>
            SmtpConnection.Open(options, "x", CancellationToken.None)
        );

        Assert.Contains("neither AUTH PLAIN nor AUTH LOGIN", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(named, error.Message, StringComparison.Ordinal);
        Assert.Null(sink.Mechanism);
    }

    [Fact]
    public async Task Implicit_TLS_to_a_port_without_it_fails_with_an_error_that_names_TLS()
    {
        // The client sends its TLS hello; a plain-text server answers with its greeting.
        await using var sink = new MailSink();
        var options = new EmailOptions
        {
            Host = "127.0.0.1",
            Port = sink.Port,
            Security = "tls",
        };

        var error = await Assert.ThrowsAsync<SmtpException>(() =>
            SmtpConnection.Open(options, "x", CancellationToken.None)
        );

        Assert.Contains("TLS", error.Message, StringComparison.Ordinal);
        Assert.Empty(sink.Mails);
    }

    [Theory]
    [InlineData("none", null, 587)]
    [InlineData("starttls", null, 587)]
    [InlineData("tls", null, 465)]
    [InlineData("tls", 2465, 2465)]
    public void The_port_is_the_standard_one_for_the_encryption_unless_configured(
        string security,
        int? port,
        int expected
    ) => Assert.Equal(expected, new EmailOptions { Security = security, Port = port }.EffectivePort);

    private static (X509Certificate2 Certificate, string PemFile) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var pem = Path.GetTempFileName();
        File.WriteAllText(pem, made.ExportCertificatePem());
        return (X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null), pem);
    }

    private static Task<SmtpConnection> Open(MailSink sink, string security = "none") =>
        SmtpConnection.Open(
            new EmailOptions
            {
                Host = "127.0.0.1",
                Port = sink.Port,
                Security = security,
            },
            "status.example.com",
            CancellationToken.None
        );
}
