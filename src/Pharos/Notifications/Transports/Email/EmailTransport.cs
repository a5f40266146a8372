using System.Buffers;
using System.Collections.Concurrent;
using Pharos.Database;
using Pharos.Web;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Email over SMTP, or into a folder where no server is configured. Each worker has a session of its own; idle
/// connections pass from one to the next.
/// </summary>
internal sealed class EmailTransport(
    EmailOptions options,
    DataFolderPath dataFolder,
    PublicAddress address,
    TimeProvider clock
) : IAsyncDisposable
{
    /// <summary>Emails per connection: some servers want a new one now and then.</summary>
    public const int MostOnOne = 500;

    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(20);

    private readonly System.Net.Mail.MailAddress from = new(options.From);
    private readonly System.Net.Mail.MailAddress? replyTo = options.ReplyTo is { } text ? new(text) : null;
    private readonly System.Net.Mail.MailAddress? bounceTo = options.BounceTo is { } text ? new(text) : null;
    private readonly string sender = OutgoingEmail.AsciiDomain(new System.Net.Mail.MailAddress(options.From).Address);
    private readonly string? bounceHost = options.BounceTo is { } text
        ? OutgoingEmail.AsciiDomain(new System.Net.Mail.MailAddress(text).Address).Split('@')[^1]
        : null;
    private readonly ConcurrentBag<(SmtpConnection Connection, DateTimeOffset Since)> idle = [];

    /// <summary>
    /// The data folder, where emails are written instead of being sent; null when an SMTP server is configured.
    /// </summary>
    public string? Folder => options.Host is { Length: > 0 } ? null : dataFolder.Value;

    public SmtpSession NewSession() => new(this);

    /// <summary>Writes an email that is composed for one recipient.</summary>
    public void Write(ComposedEmail email, IBufferWriter<byte> to) =>
        to.Write(email.Mail.ToBytes(from, email.Sender, replyTo));

    /// <summary>
    /// The envelope of an email to one recipient of many; its sender identifies the email when it bounces.
    /// </summary>
    public Envelope EnvelopeFor(EmailContent email) =>
        new(
            bounceTo is null ? sender : $"{bounceTo.User}+{email.BounceTag}@{bounceHost}",
            OutgoingEmail.AsciiDomain(email.Recipient)
        );

    public Envelope EnvelopeFor(ComposedEmail email) => new(sender, OutgoingEmail.AsciiDomain(email.Mail.To));

    /// <summary>An idle connection, or a new one.</summary>
    public async Task<(SmtpConnection Connection, bool Fresh)> Connect(CancellationToken cancel)
    {
        while (idle.TryTake(out var one))
        {
            if (one.Connection.IsQuiet && clock.GetUtcNow() - one.Since < IdleFor)
                return (one.Connection, false);
            await one.Connection.DisposeAsync();
        }

        return (await SmtpConnection.Open(options, new Uri(address.Url).IdnHost, cancel), true);
    }

    /// <summary>Keeps a connection for the next session.</summary>
    public async Task TakeBack(SmtpConnection connection)
    {
        if (connection.IsQuiet)
            idle.Add((connection, clock.GetUtcNow()));
        else
            await connection.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var one))
            await one.Connection.DisposeAsync();
    }
}
