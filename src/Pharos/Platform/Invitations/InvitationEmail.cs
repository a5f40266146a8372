using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Notifications.Transports.Email.Views;
using Pharos.Platform.Accounts;
using Pharos.Platform.Members;
using Pharos.StatusPages.PublicSite;
using Pharos.Web;

namespace Pharos.Platform.Invitations;

/// <summary>The email that invites a person to an account.</summary>
internal sealed class InvitationEmail(SiteRenderer renderer, PublicAddress address)
{
    public const string Kind = "invitation";

    public MessageKind CreateKind() => new(Kind) { ComposeEmail = Compose };

    /// <summary>Stores the email, which is sent after the caller's write transaction commits.</summary>
    /// <param name="now">Unix seconds, like <paramref name="expiresAt"/>.</param>
    public static void Add(
        WriteTransaction write,
        AccountRow account,
        MemberRow member,
        string token,
        long now,
        long expiresAt
    ) =>
        TransactionalMessages.Add(
            write,
            new OutgoingMessageRow
            {
                MessageId = Ids.NewInteger(),
                Kind = Kind,
                AccountId = account.AccountId,
                Recipient = member.Email,
                Mailbox = Mailbox.From(member.Email),
                Locale = member.Locale,
                Token = token,
                State = DeliveryState.Waiting,
                NextAttemptAt = now,
                ExpiresAt = expiresAt,
                CreatedAt = now,
            }
        );

    public static string Link(string publicUrl, string token) => $"{publicUrl}/console/invitations/{token}";

    private async Task<ComposedEmail> Compose(PharosDb db, OutgoingMessageRow message, CancellationToken cancel)
    {
        var account = await db
            .Accounts.Where(a => a.AccountId == message.AccountId)
            .Select(a => a.Name)
            .SingleAsync(cancel);
        var texts = new InvitationLocalizer(Language.FromLocale(message.Locale));
        var url = Link(address.Url, message.Token);
        var (title, lead, press) = (
            texts.Fill(InvitationTexts.InvitationTitle, account),
            texts.Fill(InvitationTexts.InvitationLead, account),
            texts[InvitationTexts.InvitationPress]
        );
        var expiry = texts.Fill(
            InvitationTexts.InvitationExpiry,
            Durations.InWords(message.ExpiresAt - message.CreatedAt, texts.Language)
        );
        var html = await renderer.Render<ActionEmailView>(
            new()
            {
                ["Language"] = texts.Language.Tag,
                ["SenderName"] = account,
                ["Title"] = title,
                ["Lead"] = lead,
                ["Press"] = press,
                ["Url"] = url,
                ["Expiry"] = expiry,
                ["Footer"] = texts[InvitationTexts.NotYou],
            }
        );
        var text = $"{title}\n\n{lead}\n\n{press}: {url}\n\n{expiry}\n\n-- \n{texts[InvitationTexts.NotYou]}\n";
        var email = new OutgoingEmail(
            string.Create(CultureInfo.InvariantCulture, $"letter.{message.MessageId}@{new Uri(address.Url).IdnHost}"),
            message.Recipient,
            $"[{account}] {title}",
            text,
            html,
            texts.Language.Tag,
            DateTimeOffset.FromUnixTimeSeconds(message.CreatedAt),
            []
        );
        return new ComposedEmail(email, account);
    }
}
