namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// What follows when an SMTP server refuses a mail. Only what it says of the receiver counts against the receiver: a
/// relay that is set up wrongly refuses everybody, and must not quarantine a whole list.
/// </summary>
internal static class SmtpRefusal
{
    /// <summary>An answer to RCPT.</summary>
    public static SendResult OfRecipient(SmtpReply reply) =>
        !reply.IsPermanent ? SendResult.Later(reply.ToString())
        : RefusalStatus.IsRecipients(reply.Status) ?? reply.Code is 550 or 551 or 553
            ? SendResult.Refused(reply.ToString())
        : NotRecipients(reply);

    /// <summary>An answer to the mail as a whole: the receiver was accepted before.</summary>
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
