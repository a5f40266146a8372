using System.Net.Mail;
using MimeKit;
using Pharos.Notifications.Transports.Email;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>
/// Finds emails that go in circles: those that too many servers have passed on, and those of this server itself, such
/// as a notification that a subscriber's mailbox forwards to an integration.
/// </summary>
internal sealed class MailLoops(EmailOptions outgoing)
{
    /// <summary>Each server on the way adds a header; real ways have fewer than ten.</summary>
    private const int MaxServers = 50;

    private readonly string own = new MailAddress(outgoing.From).Address;

    public bool IsLoop(MimeMessage email) =>
        email.Headers.Count(header => header.Id == HeaderId.Received) > MaxServers
        || (
            email.Headers["Auto-Submitted"] is not null
            && email.From.Mailboxes.Any(from => from.Address.Equals(own, StringComparison.OrdinalIgnoreCase))
        );
}
