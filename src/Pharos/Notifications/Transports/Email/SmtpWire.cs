using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Writes commands and data to an SMTP connection, plain or encrypted, and reads replies (RFC 5321, section 4.2).
/// </summary>
internal sealed class SmtpWire(TcpClient tcp) : IAsyncDisposable
{
    private readonly byte[] received = new byte[8192];
    private Stream stream = tcp.GetStream();
    private int start;
    private int end;

    /// <summary>Whether the server has neither sent anything nor closed the connection.</summary>
    public bool IsQuiet => start == end && tcp.Connected && !tcp.Client.Poll(0, SelectMode.SelectRead);

    public async Task<SmtpReply> Command(string line, CancellationToken cancel)
    {
        await Write(line + "\r\n", cancel);
        return await Read(cancel);
    }

    public Task Write(string text, CancellationToken cancel) => Write(Encoding.UTF8.GetBytes(text), cancel);

    public async Task Write(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        await stream.WriteAsync(bytes, cancel);
        await stream.FlushAsync(cancel);
    }

    /// <summary>Switches the connection to TLS.</summary>
    /// <param name="trust">Trusted authorities; null for those of the system.</param>
    /// <exception cref="IOException">The certificate is not trusted, or the server does not speak TLS.</exception>
    public async Task Encrypt(string host, X509ChainPolicy? trust, CancellationToken cancel)
    {
        // Discard data received before encryption: an attacker may have injected it.
        start = end = 0;
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = encrypted;
        try
        {
            await encrypted.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = trust },
                cancel
            );
        }
        catch (System.Security.Authentication.AuthenticationException fault)
        {
            throw new SmtpException($"TLS with {host} failed: {fault.Message}");
        }
    }

    /// <summary>Reads the next reply.</summary>
    /// <exception cref="IOException">
    /// The server closed the connection, announced that it will, or does not speak SMTP.
    /// </exception>
    public async ValueTask<SmtpReply> Read(CancellationToken cancel)
    {
        List<string>? before = null;
        while (true)
        {
            string? line;
            while ((line = LineReceived()) is null)
                await Receive(cancel);
            if (
                line.Length < 3
                || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                || code is < 200 or > 599
            )
                throw new SmtpException("the server does not speak SMTP");
            var text = line.Length > 4 ? line[4..] : "";
            if (line.Length == 3 || line[3] != '-')
            {
                var reply = new SmtpReply(code, before is null ? [text] : [.. before, text]);
                return reply.IsClosing ? throw new SmtpClosingException(reply) : reply;
            }

            (before ??= []).Add(text);
            if (before.Count > 100)
                throw new SmtpException("the SMTP server's reply has too many lines");
        }
    }

    /// <summary>The next received line, without CR LF; null until a whole line is there.</summary>
    private string? LineReceived()
    {
        var rest = received.AsSpan(start, end - start);
        var feed = rest.IndexOf((byte)'\n');
        if (feed < 0)
            return null;
        start += feed + 1;
        return Encoding.UTF8.GetString(rest[..feed].TrimEnd((byte)'\r'));
    }

    private async ValueTask Receive(CancellationToken cancel)
    {
        if (start > 0)
        {
            received.AsSpan(start, end - start).CopyTo(received);
            (start, end) = (0, end - start);
        }

        if (end == received.Length)
            throw new SmtpException("the SMTP server's reply line is too long");
        var read = await stream.ReadAsync(received.AsMemory(end), cancel);
        if (read == 0)
            throw new SmtpException("the SMTP server closed the connection");
        end += read;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }
}
