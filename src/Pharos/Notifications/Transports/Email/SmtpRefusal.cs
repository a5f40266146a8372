namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Classifies refusals of an SMTP server. Only a refusal that concerns the recipient counts against the recipient: a
/// misconfigured relay refuses everything, and must not put all subscribers into quarantine.
/// </summary>
internal static class SmtpRefusal
{
    /// <summary>A negative reply to RCPT.</summary>
    public static SendResult OfRecipient(SmtpReply reply) =>
        !reply.IsPermanent ? SendResult.Later(reply.ToString())
        : RefusalStatus.IsRecipients(reply.Status) ?? reply.Code is 550 or 551 or 553
            ? SendResult.Refused(reply.ToString())
        : NotRecipients(reply);

    /// <summary>A negative reply to the content; the recipient was accepted before.</summary>
    public static SendResult OfContent(SmtpReply reply) =>
        reply.IsPermanent ? NotRecipients(reply) : SendResult.Later(reply.ToString());

    private static SendResult NotRecipients(SmtpReply reply) =>
        (
            RefusalStatus.MayPass(reply.Status)
                ? SendResult.Later(reply.ToString())
                : SendResult.Refused(reply.ToString())
        ) with
        {
            CountsAgainstRecipient = false,
        };
}
