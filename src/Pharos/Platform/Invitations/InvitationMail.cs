using System.Globalization;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Notifications.Transports.Email.Views;
using Pharos.Web;

namespace Pharos.Platform.Invitations;

/// <summary>The mail that invites somebody into an account.</summary>
internal sealed class InvitationMail(SiteRenderer renderer, PublicAddress address)
{
    public async Task<OutgoingMail> Of(LetterWork work)
    {
        var letter = work.Letter;
        var words = new MailWording(Language.OfLocale(letter.Locale));
        var url = InvitationLetter.Link(address.Url, letter.Token);
        var (title, lead, press) = (words.Fill(MailTexts.InvitationTitle, work.SenderName), words.Fill(MailTexts.InvitationLead, work.SenderName), words[MailTexts.InvitationPress]);
        var expiry = words.Fill(MailTexts.InvitationExpiry, Math.Max(1, (letter.ExpiresAt - letter.CreatedAt) / 3600));
        var html = await renderer.Render<LetterMailView>(new()
        {
            ["Words"] = words, ["PageName"] = work.SenderName, ["Title"] = title, ["Lead"] = lead, ["Press"] = press, ["Url"] = url, ["Expiry"] = expiry,
        });
        var text = $"{title}\n\n{lead}\n\n{press}: {url}\n\n{expiry}\n\n-- \n{words[MailTexts.NotYou]}\n";
        return new OutgoingMail(
            string.Create(CultureInfo.InvariantCulture, $"letter.{letter.LetterId}@{new Uri(address.Url).IdnHost}"), letter.Recipient, $"[{work.SenderName}] {title}", text, html,
            words.Language.Tag, DateTimeOffset.FromUnixTimeSeconds(letter.CreatedAt), []);
    }
}
