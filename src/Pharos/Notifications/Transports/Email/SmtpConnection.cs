using System.Buffers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// A connection to the SMTP server, used for one email after another. Not the framework's client: that cannot set an
/// envelope sender apart from the header, does not pipeline, and hides permanent refusals of a recipient.
/// </summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private readonly SmtpWire wire;
    private readonly ArrayBufferWriter<byte> outgoing = new(8192);
    private HashSet<string> offers = [];

    private SmtpConnection(SmtpWire wire) => this.wire = wire;

    /// <summary>Emails sent over this connection.</summary>
    public int Sent { get; private set; }

    /// <summary>Connects, greets, encrypts and authenticates as configured.</summary>
    /// <exception cref="IOException">The server is unreachable or refuses the connection.</exception>
    public static async Task<SmtpConnection> Open(EmailOptions options, string ownName, CancellationToken cancel)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(options.Host!, options.EffectivePort, cancel);
            var connection = new SmtpConnection(new SmtpWire(client));
            await connection.Begin(options, ownName, cancel);
            return connection;
        }
        catch (SocketException fault)
        {
            client.Dispose();
            throw new SmtpException($"cannot connect to {options.Host}:{options.EffectivePort}: {fault.Message}");
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The envelope that was pipelined with the previous email. Its content must follow, or the connection be closed.
    /// </summary>
    public Envelope? Ahead { get; private set; }

    /// <summary>Whether sending the last email's content began. If not, the email cannot have arrived.</summary>
    public bool ContentWritten { get; private set; }

    /// <summary>Sends one email.</summary>
    /// <param name="data">The email with CR LF line ends, before dot-stuffing.</param>
    /// <param name="next">
    /// Called once the recipient is accepted; returns the next email's envelope, which is pipelined with this email's
    /// content (RFC 2920).
    /// </param>
    /// <param name="written">Called when the whole email is written and only the reply is missing.</param>
    /// <exception cref="IOException">The connection broke; the email may or may not have arrived.</exception>
    public async Task<SendResult> Send(
        Envelope envelope,
        ReadOnlyMemory<byte> data,
        Func<Envelope?>? next,
        CancellationToken cancel,
        Action? written = null
    )
    {
        ContentWritten = false;
        var begun = Ahead is not null;
        if (begun && Ahead != envelope)
            throw new InvalidOperationException("another email was begun on this connection");
        Ahead = null;
        SmtpReply[] replies;
        if (offers.Contains("PIPELINING"))
        {
            if (!begun)
            {
                outgoing.ResetWrittenCount();
                Begin(envelope);
                await wire.Write(outgoing.WrittenMemory, cancel);
            }

            replies = [await wire.Read(cancel), await wire.Read(cancel), await wire.Read(cancel)];
        }
        else
        {
            replies = new SmtpReply[3];
            for (var i = 0; i < replies.Length; i++)
            {
                replies[i] = await wire.Command(
                    i switch
                    {
                        0 => $"MAIL FROM:<{envelope.From}>",
                        1 => $"RCPT TO:<{envelope.To}>",
                        _ => "DATA",
                    },
                    cancel
                );
                if (!replies[i].IsPositive)
                {
                    await wire.Command("RSET", cancel);
                    return Judge(replies[i], ofRecipient: i == 1);
                }
            }
        }

        if (replies[2].Code != 354)
        {
            await wire.Command("RSET", cancel);
            var first = Array.FindIndex(replies, r => !r.IsPositive);
            return Judge(replies[Math.Max(0, first)], ofRecipient: first == 1);
        }

        if (!replies[1].IsPositive)
        {
            // The server expects data although it refused the recipient: send an empty email and ignore the reply.
            await wire.Write(".\r\n", cancel);
            await wire.Read(cancel);
            await wire.Command("RSET", cancel);
            return Judge(replies[1], ofRecipient: true);
        }

        outgoing.ResetWrittenCount();
        AddData(data.Span);
        if (offers.Contains("PIPELINING") && next?.Invoke() is { } following)
        {
            Begin(following);
            Ahead = following;
        }

        ContentWritten = true;
        await wire.Write(outgoing.WrittenMemory, cancel);
        written?.Invoke();
        var taken = await wire.Read(cancel);
        Sent++;
        return taken.IsPositive ? SendResult.Sent : SmtpRefusal.OfContent(taken);
    }

    /// <summary>Whether the idle connection can be reused: the server has not sent anything or closed it.</summary>
    public bool IsQuiet => Ahead is null && wire.IsQuiet;

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
            // After a pipelined envelope the server expects data, not QUIT. It drops the unfinished email.
            if (Ahead is null)
                await wire.Write("QUIT\r\n", timeout.Token);
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or OperationCanceledException
                        or ObjectDisposedException
                        or InvalidOperationException
            )
        {
            // The connection is already closed.
        }

        await wire.DisposeAsync();
    }

    /// <summary>
    /// A refusal of the sender affects every email: our configuration is wrong, and no recipient is at fault.
    /// </summary>
    private static SendResult Judge(SmtpReply reply, bool ofRecipient) =>
        ofRecipient ? SmtpRefusal.OfRecipient(reply) : SendResult.Blocked(reply.ToString());

    private async Task Begin(EmailOptions options, string ownName, CancellationToken cancel)
    {
        // Implicit TLS (RFC 8314): the server speaks only after the handshake.
        if (options.Security == "tls")
            await wire.Encrypt(options.Host!, Trust(options), cancel);
        Demand(await wire.Read(cancel), "the connection");
        await Greet(ownName, cancel);
        if (options.Security == "starttls")
        {
            if (!offers.Contains("STARTTLS"))
                throw new SmtpException(
                    $"{options.Host}:{options.EffectivePort} does not offer STARTTLS, which "
                        + "Pharos:Mail:Security requires"
                );
            Demand(await wire.Command("STARTTLS", cancel), "STARTTLS");
            await wire.Encrypt(options.Host!, Trust(options), cancel);
            await Greet(ownName, cancel);
        }

        if (options.User is { Length: > 0 } user)
            await Authenticate(user, options, cancel);
    }

    private static X509ChainPolicy? Trust(EmailOptions options)
    {
        if (options.CaCert is not { Length: > 0 } file)
            return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }

    private async Task Greet(string ownName, CancellationToken cancel)
    {
        var reply = await wire.Command("EHLO " + ownName, cancel);
        if (!reply.IsPositive)
            reply = await wire.Command("HELO " + ownName, cancel);
        Demand(reply, "EHLO");
        offers = reply
            .Lines.Skip(1)
            .SelectMany(line =>
                line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase)
                    ? line.Split(' ', '=').Skip(1).Select(mechanism => "AUTH " + mechanism.ToUpperInvariant())
                    : [line.Split(' ')[0].ToUpperInvariant()]
            )
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>AUTH PLAIN (RFC 4616) where the server offers it, otherwise AUTH LOGIN.</summary>
    /// <exception cref="SmtpException">The server offers neither, or rejects the credentials.</exception>
    private async Task Authenticate(string user, EmailOptions options, CancellationToken cancel)
    {
        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        var password = options.Password ?? "";
        if (offers.Contains("AUTH PLAIN"))
            RequireCode(235, await wire.Command("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancel));
        else if (offers.Contains("AUTH LOGIN"))
        {
            RequireCode(334, await wire.Command("AUTH LOGIN", cancel));
            RequireCode(334, await wire.Command(Base64(user), cancel));
            RequireCode(235, await wire.Command(Base64(password), cancel));
        }
        else
        {
            var mechanisms = string.Join(
                ", ",
                offers
                    .Where(o => o.StartsWith("AUTH ", StringComparison.Ordinal))
                    .Select(o => o["AUTH ".Length..])
                    .Order(StringComparer.Ordinal)
            );
            if (mechanisms.Length == 0)
                mechanisms = "no authentication";
            throw new SmtpException(
                $"{options.Host}:{options.EffectivePort} offers neither AUTH PLAIN nor AUTH LOGIN, "
                    + $"which Pharos:Mail:User requires; it offers {mechanisms}"
            );
        }

        static void RequireCode(int code, SmtpReply reply)
        {
            if (reply.Code != code)
                throw new SmtpException($"the SMTP server rejects the authentication: {reply}");
        }
    }

    private static void Demand(SmtpReply reply, string what)
    {
        if (!reply.IsPositive)
            throw new SmtpException($"the SMTP server rejects {what}: {reply}");
    }

    private void Begin(Envelope envelope) =>
        Encoding.UTF8.GetBytes($"MAIL FROM:<{envelope.From}>\r\nRCPT TO:<{envelope.To}>\r\nDATA\r\n", outgoing);

    /// <summary>Adds the content with dot-stuffing and the terminating dot (RFC 5321, section 4.5.2).</summary>
    private void AddData(ReadOnlySpan<byte> data)
    {
        var terminator = data.EndsWith("\r\n"u8) ? ".\r\n"u8 : "\r\n.\r\n"u8;
        if (data.StartsWith("."u8))
            outgoing.Write("."u8);
        for (int at; (at = data.IndexOf("\r\n."u8)) >= 0; data = data[(at + 3)..])
        {
            outgoing.Write(data[..(at + 3)]);
            outgoing.Write("."u8);
        }

        outgoing.Write(data);
        outgoing.Write(terminator);
    }
}

/// <summary>Sender and recipient in the SMTP commands, apart from the headers.</summary>
/// <param name="From">The address that bounces go to.</param>
internal sealed record Envelope(string From, string To);
