using System.Buffers;
using System.Collections.Concurrent;
using Pharos.Host;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Mail over SMTP, or into a folder where no server is configured. Each sender has a line of its own; connections pass from one to the next.</summary>
internal sealed class MailChannel(PharosOptions options, PublicAddress address, EventMail events, LetterMail singles, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Mails on one connection: some servers want a new one now and then.</summary>
    public const int MostOnOne = 500;

    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(20);

    private readonly System.Net.Mail.MailAddress from = new(options.Mail.From);
    private readonly System.Net.Mail.MailAddress? replyTo = options.Mail.ReplyTo is { } text ? new(text) : null;
    private readonly System.Net.Mail.MailAddress? bounceTo = options.Mail.BounceTo is { } text ? new(text) : null;
    private readonly string sender = OutgoingMail.AsciiDomain(new System.Net.Mail.MailAddress(options.Mail.From).Address);
    private readonly string? bounceHost = options.Mail.BounceTo is { } text
        ? OutgoingMail.AsciiDomain(new System.Net.Mail.MailAddress(text).Address).Split('@')[^1] : null;
    private readonly ConcurrentBag<(SmtpConnection Connection, DateTimeOffset Since)> idle = [];

    /// <summary>The data folder, where mails are written instead of being sent; null when there is a server to send them.</summary>
    public string? Folder => options.Mail.Host is { Length: > 0 } ? null : options.Data;

    public MailLine NewLine() => new(this);

    /// <summary>Writes the mail that tells of an event.</summary>
    /// <returns>Its Message-ID.</returns>
    public async ValueTask<string> Write(DeliveryWork work, IBufferWriter<byte> to)
    {
        var form = await events.Of(work);
        // At every attempt the same date, as of a mail that waited on its way.
        form.Write(work.Receiver, DateTimeOffset.FromUnixTimeSeconds(work.Claim.WaitingSince), to);
        return Folder is null ? "" : form.Id(work.Receiver);
    }

    /// <inheritdoc cref="Write(DeliveryWork, IBufferWriter{byte})"/>
    public async ValueTask<string> Write(LetterWork work, IBufferWriter<byte> to)
    {
        var mail = await singles.Of(work);
        to.Write(mail.ToBytes(from, work.SenderName, replyTo));
        return mail.Id;
    }

    /// <summary>With what tells, after a +, which mail it is that comes back.</summary>
    public Envelope EnvelopeOf(DeliveryWork work) => new(
        bounceTo is null ? sender : $"{bounceTo.User}+{Tag(work)}@{bounceHost}",
        OutgoingMail.AsciiDomain(work.Receiver.Recipient));

    public Envelope EnvelopeOf(LetterWork work) => new(sender, OutgoingMail.AsciiDomain(work.Letter.Recipient));

    /// <summary>A connection that nobody uses, or a fresh one.</summary>
    public async Task<(SmtpConnection Connection, bool Fresh)> Connect(CancellationToken cancel)
    {
        while (idle.TryTake(out var one))
        {
            if (one.Connection.IsQuiet && clock.GetUtcNow() - one.Since < IdleFor)
                return (one.Connection, false);
            await one.Connection.DisposeAsync();
        }

        return (await SmtpConnection.Open(options.Mail, new Uri(address.Url).IdnHost, cancel), true);
    }

    /// <summary>For the next that needs one.</summary>
    public async Task TakeBack(SmtpConnection connection)
    {
        if (connection.IsQuiet)
            idle.Add((connection, clock.GetUtcNow()));
        else
            await connection.DisposeAsync();
    }

    private static string Tag(DeliveryWork work) => BounceTag.For(
        work.Receiver.SubscriberId, work.Claim.ChangeId, work.Claim.TellThrough, work.Receiver.Token);

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var one))
            await one.Connection.DisposeAsync();
    }
}
