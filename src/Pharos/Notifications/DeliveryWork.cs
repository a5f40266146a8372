using NodaTime;
using Pharos.Platform.Webhooks;
using Pharos.StatusPages.Pages;

namespace Pharos.Notifications;

/// <summary>An event to be told to one receiver, with all that is needed for it.</summary>
/// <param name="Hook">Where an instant message goes; null for mail.</param>
/// <param name="Zone">The page's.</param>
/// <param name="Told">What is to be told, oldest first: several when they waited together.</param>
internal sealed record DeliveryWork(ClaimedDelivery Claim, Receiver Receiver, WebhookRow? Hook, PageRow Page, DateTimeZone Zone, IReadOnlyList<NotificationContent> Told)
    : Work(Claim.Destination, IsUrgent: false)
{
    public override bool IsMail => Claim.HookId.Length == 0;
}

/// <param name="Failures">Permanent refusals in a row, of the address or the hook.</param>
internal sealed record Receiver(long SubscriberId, string Recipient, string Locale, string Token, int Failures);

/// <summary>A single mail to be sent.</summary>
/// <param name="Page">Null for invitations, which are about an account.</param>
/// <param name="SenderName">What the page or the account is called.</param>
internal sealed record LetterWork(LetterRow Letter, PageRow? Page, string SenderName) : Work(Mailbox.Domain(Letter.Recipient), IsUrgent: true)
{
    public override bool IsMail => true;
}
