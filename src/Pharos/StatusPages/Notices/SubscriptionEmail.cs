using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Notifications.Transports.Email.Views;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite;
using Pharos.Web;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// Transactional emails to subscribers: the link that confirms a subscription, and the link that manages one.
/// </summary>
internal sealed class SubscriptionEmail(SiteRenderer renderer, PublicAddress address)
{
    /// <summary>The link that confirms a subscription.</summary>
    public const string Confirmation = "confirmation";

    /// <summary>The link that manages a subscription.</summary>
    public const string ManageLink = "manage_link";

    public MessageKind CreateKind(string name) => new(name) { ComposeEmail = Compose };

    /// <summary>Stores an email to be sent once the caller's write transaction commits.</summary>
    /// <param name="kind"><see cref="Confirmation"/> or <see cref="ManageLink"/>.</param>
    /// <param name="expiresAt">Unix seconds.</param>
    public static void Add(
        WriteTransaction write,
        string kind,
        PageRow page,
        string recipient,
        string locale,
        string token,
        long expiresAt,
        TimeProvider clock
    )
    {
        var now = clock.Seconds();
        TransactionalMessages.Add(
            write,
            new OutgoingMessageRow
            {
                MessageId = Ids.NewInteger(),
                Kind = kind,
                AccountId = page.AccountId,
                SubjectId = page.PageId,
                Recipient = recipient,
                Mailbox = Mailbox.From(recipient),
                Locale = locale,
                Token = token,
                State = DeliveryState.Waiting,
                NextAttemptAt = now,
                ExpiresAt = expiresAt,
                CreatedAt = now,
            }
        );
    }

    private async Task<ComposedEmail> Compose(PharosDb db, OutgoingMessageRow message, CancellationToken cancel)
    {
        var page = await db.Pages.AsNoTracking().SingleAsync(p => p.PageId == message.SubjectId, cancel);
        var words = new EmailLocalizer(Language.FromLocale(message.Locale));
        var site = PageAddress.From(page, address.Url);
        var confirms = message.Kind == Confirmation;
        var url = confirms ? site.Confirm(message.Token) : site.Subscription(message.Token);
        var (title, lead, press) = confirms
            ? (
                words[EmailTexts.ConfirmTitle],
                words.Fill(EmailTexts.ConfirmLead, page.Name),
                words[EmailTexts.ConfirmPress]
            )
            : (
                words[EmailTexts.ManageLinkTitle],
                words.Fill(EmailTexts.ManageLinkLead, page.Name),
                words[EmailTexts.ManageLinkPress]
            );
        var expiry = confirms
            ? words.Fill(
                EmailTexts.Expiry,
                Durations.InWords(message.ExpiresAt - message.CreatedAt + 59, words.Language)
            )
            : "";
        var html = await renderer.Render<ActionEmailView>(
            new()
            {
                ["Language"] = words.Language.Tag,
                ["SenderName"] = page.Name,
                ["Title"] = title,
                ["Lead"] = lead,
                ["Press"] = press,
                ["Url"] = url,
                ["Expiry"] = expiry,
                ["Footer"] = words[EmailTexts.NotYou],
            }
        );
        var expiryParagraph = expiry.Length > 0 ? expiry + "\n\n" : "";
        var text = $"{title}\n\n{lead}\n\n{press}: {url}\n\n{expiryParagraph}-- \n{words[EmailTexts.NotYou]}\n";
        var email = new OutgoingEmail(
            string.Create(CultureInfo.InvariantCulture, $"letter.{message.MessageId}@{new Uri(address.Url).IdnHost}"),
            message.Recipient,
            $"[{HumanText.Isolate(page.Name)}] {title}",
            text,
            html,
            words.Language.Tag,
            DateTimeOffset.FromUnixTimeSeconds(message.CreatedAt),
            []
        );
        return new ComposedEmail(email, page.Name);
    }
}
