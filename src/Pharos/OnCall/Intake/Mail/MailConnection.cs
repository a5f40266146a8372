using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pharos.Http;
using SmtpServer.IO;
using SmtpServer.Protocol;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>The connection of a sender of emails.</summary>
internal sealed class MailConnection : ISecurableDuplexPipe
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    private readonly Socket socket;
    private readonly Func<Stream, MailReader> read;
    private readonly MailCertificate certificate;
    private readonly TimeProvider clock;
    private readonly Action ended;
    private Stream stream;
    private MailReader input;
    private int isDisposed;

    /// <param name="ended">Called once, when the connection is closed.</param>
    public MailConnection(
        Socket socket,
        BodyShare memory,
        MailIntakeOptions options,
        MailCertificate certificate,
        TimeProvider clock,
        Action ended
    )
    {
        (this.socket, this.certificate, this.clock, this.ended) = (socket, certificate, clock, ended);
        read = from => new MailReader(
            PipeReader.Create(from, new StreamPipeReaderOptions(leaveOpen: true)),
            memory.Reserve(),
            options.MaxBytes,
            TimeSpan.FromSeconds(options.IdleSeconds),
            clock
        );
        stream = new NetworkStream(socket, ownsSocket: true);
        (input, Output) = (read(stream), Write(stream));
    }

    public PipeReader Input => input;
    public PipeWriter Output { get; private set; }
    public bool IsSecure => stream is SslStream;
    public SslProtocols SslProtocol => stream is SslStream tls ? tls.SslProtocol : SslProtocols.None;

    /// <summary>Why the message that was read last is refused; null if it is not.</summary>
    public SmtpResponse? Refusal => input.Refusal;

    public void BeginMessage() => input.BeginMessage();

    public void EndMessage() => input.EndMessage();

    /// <summary>
    /// Encrypts the connection. What the sender has sent in plain text after the command is dropped: an attacker in
    /// between could have added it.
    /// </summary>
    public async Task UpgradeAsync(
        X509Certificate certificate,
        SslProtocols protocols,
        CancellationToken cancellationToken = default
    )
    {
        using var patience = new CancellationTokenSource(HandshakeTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await input.CompleteAsync();
        var tls = new SslStream(stream);
        stream = tls;
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = this.certificate.Current(),
                CipherSuitesPolicy = this.certificate.CipherSuites,
                EnabledSslProtocols = protocols,
                AllowRenegotiation = false,
            },
            either.Token
        );
        (input, Output) = (read(tls), Write(tls));
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
            return;
        stream.Dispose();
        socket.Dispose();
        ended();
    }

    private static PipeWriter Write(Stream to) => PipeWriter.Create(to, new StreamPipeWriterOptions(leaveOpen: true));
}
