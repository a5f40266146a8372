using System.Buffers;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Sends one worker's emails, one after another; connects when there is something to send.</summary>
internal sealed class SmtpSession(EmailTransport transport) : IAsyncDisposable
{
    private readonly ArrayBufferWriter<byte> bytes = new(8192);
    private SmtpConnection? connection;

    /// <param name="next">
    /// Called while the email is being sent; returns the next email of this session, or null when it is unknown.
    /// </param>
    public async Task<SendResult> Send(EmailContent email, Func<EmailContent?> next, AttemptTimeout timeout)
    {
        bytes.ResetWrittenCount();
        var id = await email.Write(bytes);
        return await Send(
            transport.EnvelopeFor(email),
            id,
            () => next() is { } following ? transport.EnvelopeFor(following) : null,
            timeout
        );
    }

    public async Task<SendResult> Send(ComposedEmail email, AttemptTimeout timeout)
    {
        bytes.ResetWrittenCount();
        transport.Write(email, bytes);
        return await Send(transport.EnvelopeFor(email), email.Message.Id, static () => null, timeout);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is { } last)
            await transport.TakeBack(last);
        connection = null;
    }

    private async Task<SendResult> Send(Envelope envelope, string id, Func<Envelope?> next, AttemptTimeout timeout)
    {
        var cancel = timeout.Token;
        if (transport.Folder is { } folder)
        {
            await EmailFolder.Write(folder, id, bytes.WrittenMemory, cancel);
            return SendResult.Done(EmailFolder.Note);
        }

        // The connection has the envelope of another email, which another worker took over.
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
                return SendResult.Blocked("the SMTP server does not respond: " + fault.Message);
            }

            try
            {
                var mayFollow = connection.Sent + 1 < EmailTransport.MaxPerConnection;
                var result = await connection.Send(
                    envelope,
                    bytes.WrittenMemory,
                    mayFollow ? next : null,
                    cancel,
                    timeout.AwaitAcceptance
                );
                if (connection.Sent >= EmailTransport.MaxPerConnection)
                    await HangUp();
                return result;
            }
            catch (IOException) when (!fresh && !connection.ContentWritten)
            {
                // The server closed an idle connection, as servers may; this is not a failure of the email.
                await HangUp();
            }
            catch (SmtpClosingException fault) when (!connection.ContentWritten)
            {
                // On a new connection: the server accepts no email now, whatever the recipient.
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
