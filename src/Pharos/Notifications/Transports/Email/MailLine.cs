using System.Buffers;

namespace Pharos.Notifications.Transports.Email;

/// <summary>What one sender sends mail after mail over; opens a connection when there is something to send.</summary>
internal sealed class MailLine(MailChannel channel) : IAsyncDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new(8192);
    private SmtpConnection? connection;

    /// <param name="behind">Asked for the mail that this line sends next, while the present one is on its way; null when it is not known.</param>
    public async Task<SendResult> Send(DeliveryWork work, Func<DeliveryWork?> behind, Patience patience)
    {
        bytes.ResetWrittenCount();
        var id = await channel.Write(work, bytes);
        return await Send(channel.EnvelopeOf(work), id, () => behind() is { } next ? channel.EnvelopeOf(next) : null, patience);
    }

    public async Task<SendResult> Send(LetterWork work, Patience patience)
    {
        bytes.ResetWrittenCount();
        var id = await channel.Write(work, bytes);
        return await Send(channel.EnvelopeOf(work), id, static () => null, patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } last)
            await channel.TakeBack(last);
        connection = null;
    }

    private async Task<SendResult> Send(Envelope envelope, string id, Func<Envelope?> behind, Patience patience)
    {
        var cancel = patience.Token;
        if (channel.Folder is { } folder)
        {
            await MailFolder.Write(folder, id, bytes.WrittenMemory, cancel);
            return SendResult.Sent;
        }

        // What was begun on it is not what is to be sent: somebody else took that over.
        if (connection?.Ahead is { } begun && begun != envelope)
            await HangUp();
        while (true)
        {
            var fresh = connection is null;
            try
            {
                if (connection is null)
                    (connection, fresh) = await channel.Connect(cancel);
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
                var mayFollow = connection.Sent + 1 < MailChannel.MostOnOne;
                var result = await connection.Send(envelope, bytes.WrittenMemory, mayFollow ? behind : null, cancel, patience.AwaitTaking);
                if (connection.Sent >= MailChannel.MostOnOne)
                    await HangUp();
                return result;
            }
            catch (IOException) when (!fresh && !connection.ContentWritten)
            {
                // The server closed it meanwhile, as servers may after a while or a number of mails: that is no failure of this mail.
                await HangUp();
            }
            catch (SmtpClosingException fault) when (!connection.ContentWritten)
            {
                // On a fresh connection too: it takes no mails now, whomever they are for.
                await HangUp();
                return SendResult.Blocked(fault.Message);
            }
            catch
            {
                await HangUp();
                throw;
            }
        }
    }

    private async Task HangUp()
    {
        var last = connection!;
        connection = null;
        await last.DisposeAsync();
    }
}
