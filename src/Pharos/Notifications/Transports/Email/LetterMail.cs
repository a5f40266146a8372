using System.Globalization;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email.Views;
using Pharos.Platform.Invitations;
using Pharos.StatusPages.Pages;
using Pharos.Web;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Single mails: the one that confirms a subscription, and the one that brings the link to manage it.</summary>
internal sealed class LetterMail(SiteRenderer renderer, PublicAddress address, InvitationMail invitations)
{
    public async Task<OutgoingMail> Of(LetterWork work)
    {
        if (work.Page is not { } page)
            return await invitations.Of(work);
        var letter = work.Letter;
        var words = new MailWording(Language.OfLocale(letter.Locale));
        var site = PageAddress.From(page, address.Url);
        var (title, lead, press, url) = letter.Kind switch
        {
            LetterKind.Confirmation => (
                words[MailTexts.ConfirmTitle], words.Fill(MailTexts.ConfirmLead, page.Name), words[MailTexts.ConfirmPress],
                site.Confirm(letter.Token)),
            LetterKind.ManageLink => (
                words[MailTexts.ManageLinkTitle], words.Fill(MailTexts.ManageLinkLead, page.Name), words[MailTexts.ManageLinkPress],
                site.Subscription(letter.Token)),
            _ => throw new InvalidOperationException("a letter of a kind that nobody writes"),
        };
        var expiry = letter.Kind == LetterKind.Confirmation ? words.Fill(MailTexts.Expiry, (letter.ExpiresAt - letter.CreatedAt + 59) / 60) : "";
        var html = await renderer.Render<LetterMailView>(new()
        {
            ["Words"] = words, ["PageName"] = page.Name, ["Title"] = title, ["Lead"] = lead, ["Press"] = press, ["Url"] = url, ["Expiry"] = expiry,
        });
        var text = $"{title}\n\n{lead}\n\n{press}: {url}\n\n{(expiry.Length > 0 ? expiry + "\n\n" : "")}-- \n{words[MailTexts.NotYou]}\n";
        return new OutgoingMail(
            string.Create(CultureInfo.InvariantCulture, $"letter.{letter.LetterId}@{new Uri(address.Url).IdnHost}"), letter.Recipient, $"[{page.Name}] {title}", text, html,
            words.Language.Tag, DateTimeOffset.FromUnixTimeSeconds(letter.CreatedAt), []);
    }
}
