using System.Collections.Concurrent;
using Pharos.PublicSite;
using Pharos.Server;

namespace Pharos.Delivery.Mail;

/// <summary>Sends mail over SMTP, or writes it into a folder where no server is configured.</summary>
internal sealed class MailChannel(PharosOptions options, PublicAddress address, EventMail events, LetterMail singles, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Mails on one connection: some servers want a new one now and then.</summary>
    private const int MostOnOne = 500;

    private static readonly TimeSpan IdleFor = TimeSpan.FromSeconds(20);

    private readonly System.Net.Mail.MailAddress from = new(options.Mail.From);
    private readonly System.Net.Mail.MailAddress? replyTo = options.Mail.ReplyTo is { } text ? new(text) : null;
    private readonly System.Net.Mail.MailAddress? bounceTo = options.Mail.BounceTo is { } text ? new(text) : null;
    private readonly ConcurrentBag<(SmtpConnection Connection, DateTimeOffset Since)> idle = [];

    public async Task<SendResult> Send(DeliveryWork work, CancellationToken cancel)
    {
        var mail = await events.Of(work);
        return await Send(mail, work.Page.Name, EnvelopeSender(work.Receiver), cancel);
    }

    public async Task<SendResult> Send(LetterWork work, CancellationToken cancel) =>
        await Send(await singles.Of(work), work.SenderName, from.Address, cancel);

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var one))
            await one.Connection.DisposeAsync();
    }

    /// <summary>Tells, by what comes after the +, whose mail came back.</summary>
    private string EnvelopeSender(Receiver receiver) => bounceTo is null ? from.Address : $"{bounceTo.User}+{BounceTag.Of(receiver.SubscriberId, receiver.Token)}@{bounceTo.Host}";

    private async Task<SendResult> Send(OutgoingMail mail, string fromName, string envelopeSender, CancellationToken cancel)
    {
        var bytes = mail.ToBytes(from, fromName, replyTo);
        if (options.Mail.Host is not { Length: > 0 })
        {
            await MailFolder.Write(options.Data, mail.Id, bytes, cancel);
            return SendResult.Sent;
        }

        SmtpConnection connection;
        try
        {
            connection = await Connection(cancel);
        }
        catch (Exception fault) when (fault is IOException or System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException)
        {
            return SendResult.Blocked(fault.Message);
        }
        catch (OperationCanceledException fault)
        {
            return SendResult.Blocked("the mail server does not answer: " + fault.Message);
        }

        try
        {
            var result = await connection.Send(envelopeSender, mail.To, bytes, cancel);
            if (connection.Sent < MostOnOne)
                idle.Add((connection, clock.GetUtcNow()));
            else
                await connection.DisposeAsync();
            return result;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<SmtpConnection> Connection(CancellationToken cancel)
    {
        while (idle.TryTake(out var one))
        {
            if (one.Connection.IsQuiet && clock.GetUtcNow() - one.Since < IdleFor)
                return one.Connection;
            await one.Connection.DisposeAsync();
        }

        return await SmtpConnection.Open(options.Mail, new Uri(address.Url).Host, cancel);
    }
}
