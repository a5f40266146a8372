using System.Buffers;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Sends one worker's emails, one after another; connects when there is something to send.</summary>
internal sealed class SmtpSession(EmailTransport transport) : IAsyncDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new(8192);
    private SmtpConnection? connection;

    /// <param name="behind">
    /// Called while the email is being sent: the email that follows in this session, or null when it is not known.
    /// </param>
    public async Task<SendResult> Send(EmailContent email, Func<EmailContent?> behind, AttemptTimeout timeout)
    {
        bytes.ResetWrittenCount();
        var id = await email.Write(bytes);
        return await Send(
            transport.EnvelopeFor(email),
            id,
            () => behind() is { } next ? transport.EnvelopeFor(next) : null,
            timeout
        );
    }

    public async Task<SendResult> Send(ComposedEmail email, AttemptTimeout timeout)
    {
        bytes.ResetWrittenCount();
        transport.Write(email, bytes);
        return await Send(transport.EnvelopeFor(email), email.Mail.Id, static () => null, timeout);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } last)
            await transport.TakeBack(last);
        connection = null;
    }

    private async Task<SendResult> Send(Envelope envelope, string id, Func<Envelope?> behind, AttemptTimeout timeout)
    {
        var cancel = timeout.Token;
        if (transport.Folder is { } folder)
        {
            await EmailFolder.Write(folder, id, bytes.WrittenMemory, cancel);
            return SendResult.Sent;
        }

        // The connection announced another email, which another worker took over.
        if (connection?.Ahead is { } begun && begun != envelope)
            await HangUp();
        while (true)
        {
            var fresh = connection is null;
            try
            {
                if (connection is null)
                    (connection, fresh) = await transport.Connect(cancel);
            }
            catch (Exception fault)
                when (fault
                        is IOException
                            or System.Net.Sockets.SocketException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                return SendResult.Blocked(fault.Message);
            }
            catch (OperationCanceledException fault)
            {
                return SendResult.Blocked("the mail server does not answer: " + fault.Message);
            }

            try
            {
                var mayFollow = connection.Sent + 1 < EmailTransport.MostOnOne;
                var result = await connection.Send(
                    envelope,
                    bytes.WrittenMemory,
                    mayFollow ? behind : null,
                    cancel,
                    timeout.AwaitAcceptance
                );
                if (connection.Sent >= EmailTransport.MostOnOne)
                    await HangUp();
                return result;
            }
            catch (IOException) when (!fresh && !connection.ContentWritten)
            {
                // The server closed an idle connection, as servers may: this is no failure of this email.
                await HangUp();
            }
            catch (SmtpClosingException fault) when (!connection.ContentWritten)
            {
                // Even on a new connection: the server accepts no email now, whoever the recipient is.
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
