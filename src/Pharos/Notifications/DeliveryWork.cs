using System.Buffers;
using Pharos.Notifications.Transports;
using Pharos.Notifications.Transports.Email;

namespace Pharos.Notifications;

/// <summary>Something claimed and ready to be sent.</summary>
/// <param name="Destination">The domain or webhook that connection limits apply to.</param>
/// <param name="IsUrgent">Sent before everything that is not urgent, because a person is waiting for it.</param>
internal abstract record Work(string Destination, bool IsUrgent)
{
    /// <summary>Whether it is sent by email rather than to a webhook.</summary>
    public abstract bool IsEmail { get; }

    /// <summary>The node name it was claimed under.</summary>
    public abstract string ClaimedBy { get; }
}

/// <summary>A delivery with its content.</summary>
internal sealed record DeliveryWork(AudienceKind Kind, ClaimedDelivery Claim, LoadedDelivery Loaded)
    : Work(Claim.Destination, IsUrgent: false)
{
    public override bool IsEmail => Claim.IsEmail;

    public override string ClaimedBy => Claim.ClaimedBy;
}

/// <summary>The content of a claimed delivery: an email or a message to a webhook.</summary>
/// <param name="HadFailures">Whether the recipient has earlier refusals, to be reset on acceptance.</param>
internal sealed record LoadedDelivery(
    ClaimedDelivery Claim,
    EmailContent? Email,
    WebhookPost? Webhook,
    bool HadFailures
);

/// <summary>An email that is composed while it is sent.</summary>
/// <param name="Recipient">The address.</param>
/// <param name="BounceTag">Identifies the email when it bounces.</param>
/// <param name="Write">Writes the whole email and returns its Message-ID.</param>
internal sealed record EmailContent(
    string Recipient,
    string BounceTag,
    Func<IBufferWriter<byte>, ValueTask<string>> Write
);

/// <param name="Message">The same object for all recipients of the same text.</param>
internal sealed record WebhookPost(Webhook Hook, WebhookMessage Message);

/// <summary>A message with a recipient and content of its own.</summary>
internal sealed record MessageWork(MessageKind Kind, OutgoingMessageRow Row)
    : Work(Row.HookId ?? Transports.Email.Mailbox.Domain(Row.Recipient), IsUrgent: true)
{
    public override bool IsEmail => Row.HookId is null;

    public override string ClaimedBy => Row.ClaimedBy!;
}
