using System.Buffers;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;
using Pharos.OnCall.Intake.Integrations;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>
/// Stores an email as an event of each integration that it is addressed to. It answers 250 only when all are on disk;
/// after a part of them, the sender repeats the email, which then makes no second alert.
/// </summary>
internal sealed partial class MailStore(PushIntake intake, MailLoops loops, ILogger log) : IMessageStore
{
    private static readonly SmtpResponse Stored = new(SmtpReplyCode.Ok, "2.0.0 stored");
    private static readonly SmtpResponse TryAgain = new(SmtpReplyCode.Aborted, "4.3.0 not stored, try again later");
    private static readonly SmtpResponse Malformed = new(SmtpReplyCode.TransactionFailed, "5.6.0 not a valid email");

    /// <remarks>
    /// Throws nothing, because the library answers an exception with 554, after which a sender gives up. For the same
    /// reason it does not give up waiting for the disk when the server stops.
    /// </remarks>
    public async Task<SmtpResponse> SaveAsync(
        ISessionContext context,
        IMessageTransaction transaction,
        ReadOnlySequence<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        if (((MailConnection)context.Pipe).Refusal is { } refusal)
            return refusal;
        try
        {
            var payload = buffer.ToArray();
            var hasSender = transaction.From is { User.Length: > 0 };
            foreach (var integration in MailRecipients.Of(context))
                await intake.Accept(
                    integration,
                    Read(payload, integration, hasSender),
                    payload,
                    CancellationToken.None
                );
            return Stored;
        }
        catch (ApiException error)
        {
            return error.Code == ErrorCode.InvalidParameter ? Malformed : TryAgain;
        }
        catch (Exception fault)
        {
            Log.Failed(log, fault.GetBaseException().Message);
            return TryAgain;
        }
    }

    /// <param name="hasSender">Bounces have none (RFC 5321); answering them makes loops.</param>
    private ParsedPush Read(byte[] payload, Integration integration, bool hasSender)
    {
        var email = EmailFormat.Load(payload);
        return hasSender && !loops.IsLoop(email)
            ? EmailFormat.Parse(email, EmailFormat.Settings(integration.Settings))
            : ParsedPush.Nothing;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1343, Level = LogLevel.Error, Message = "Storing an email failed ({Reason})")]
        public static partial void Failed(ILogger log, string reason);
    }
}
