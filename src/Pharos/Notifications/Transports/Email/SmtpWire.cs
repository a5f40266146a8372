using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// The lines of an SMTP connection: commands and data go out, replies come in (RFC 5321, 4.2), in the clear or
/// encrypted.
/// </summary>
internal sealed class SmtpWire(TcpClient tcp) : IAsyncDisposable
{
    private readonly byte[] received = new byte[8192];
    private Stream stream = tcp.GetStream();
    private int start;
    private int end;

    /// <summary>Whether nothing has been said by the server meanwhile, such as that it goes away.</summary>
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
    /// <param name="trust">Whom to trust; those that the system trusts when null.</param>
    /// <exception cref="IOException">The certificate is not trusted, or the server does not speak TLS.</exception>
    public async Task Encrypt(string host, X509ChainPolicy? trust, CancellationToken cancel)
    {
        // What came before the encryption may be another's words.
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

    /// <summary>The next reply, whole.</summary>
    /// <exception cref="IOException">The server hung up, says that it will, or speaks something else.</exception>
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
                throw new SmtpException("the mail server speaks something else than SMTP");
            var text = line.Length > 4 ? line[4..] : "";
            if (line.Length == 3 || line[3] != '-')
            {
                var reply = new SmtpReply(code, before is null ? [text] : [.. before, text]);
                return reply.IsClosing ? throw new SmtpClosingException(reply) : reply;
            }

            (before ??= []).Add(text);
            if (before.Count > 100)
                throw new SmtpException("the mail server does not come to an end");
        }
    }

    /// <summary>The next line of what was received, without its end; null until there is a whole one.</summary>
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
            throw new SmtpException("the mail server's line has no end");
        var read = await stream.ReadAsync(received.AsMemory(end), cancel);
        if (read == 0)
            throw new SmtpException("the mail server hung up");
        end += read;
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }
}
