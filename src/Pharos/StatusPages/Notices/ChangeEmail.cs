using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email;
using Pharos.StatusPages.Notices.Views;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite;
using Pharos.Web;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// Composes the email of a change notice, once for all recipients of the same notifications in the same language.
/// </summary>
internal sealed class ChangeEmail(SiteRenderer renderer, PublicAddress address, EmailOptions options)
{
    private const int MaxCached = 200;

    private readonly System.Net.Mail.MailAddress from = new(options.From);
    private readonly System.Net.Mail.MailAddress? replyTo = options.ReplyTo is { } text ? new(text) : null;
    private readonly ConcurrentDictionary<Key, Lazy<Task<EmailTemplate>>> composed = new();

    public async ValueTask<EmailTemplate> Template(ChangeNotice notice, Language language)
    {
        var site = PageAddress.From(notice.Page, address.Url);
        var key = new Key(notice.ChangeId, notice.After, notice.Through, language, notice.Page.UpdatedAt, site.Root);
        if (!composed.TryGetValue(key, out var lazy))
        {
            if (composed.Count > MaxCached)
                composed.Clear();
            lazy = composed.GetOrAdd(key, _ => new Lazy<Task<EmailTemplate>>(() => Compose(notice, site, language)));
        }

        try
        {
            return await lazy.Value;
        }
        catch
        {
            composed.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>The Message-ID of one notification, with a placeholder for the recipient.</summary>
    private string Id(ChangeNotice notice, int seq) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{notice.ChangeId}.{EmailTemplate.RecipientPlaceholder}.{seq}@{new Uri(address.Url).IdnHost}"
        );

    /// <summary>The page as a mailing list (RFC 2919): mail programs sort by it.</summary>
    private MailingList ListId(ChangeNotice notice) =>
        new(
            notice.Page.Name,
            string.Create(CultureInfo.InvariantCulture, $"{notice.Page.PageId}.{new Uri(address.Url).IdnHost}")
        );

    /// <summary>Later emails of a change refer to its first email, even for recipients who never got that.</summary>
    private List<string> Thread(ChangeNotice notice) =>
        notice.Through == 1 ? []
        : notice.After > 1 ? [Id(notice, 1), Id(notice, notice.After)]
        : [Id(notice, 1)];

    /// <summary>The HTML of an email that is not sent, for a preview. Nothing is kept.</summary>
    public async Task<string> Preview(ChangeNotice notice, Language language) =>
        await renderer.Render<ChangeEmailView>(
            new() { ["Content"] = Content(notice, PageAddress.From(notice.Page, address.Url), language) }
        );

    private static ChangeEmailContent Content(ChangeNotice notice, PageAddress site, Language language) =>
        new(
            notice.Page,
            notice.Contents,
            notice.ChangeId,
            site,
            new EmailLocalizer(language),
            notice.Zone,
            site.Subscription(EmailTemplate.TokenPlaceholder),
            site.Unsubscribe(EmailTemplate.TokenPlaceholder)
        );

    private async Task<EmailTemplate> Compose(ChangeNotice notice, PageAddress site, Language language)
    {
        var unsubscribe = site.Unsubscribe(EmailTemplate.TokenPlaceholder);
        var content = Content(notice, site, language);
        var html = await renderer.Render<ChangeEmailView>(new() { ["Content"] = content });
        var email = new OutgoingEmail(
            Id(notice, notice.Through),
            EmailTemplate.ToPlaceholder,
            content.Subject,
            ChangeEmailText.From(content),
            html,
            language.Tag,
            DateTimeOffset.UnixEpoch,
            Thread(notice),
            unsubscribe,
            ListId(notice)
        );
        return EmailTemplate.Parse(
            email.Id,
            email.ToBytes(from, notice.Page.Name, replyTo, EmailTemplate.TokenPlaceholder)
        );
    }

    private sealed record Key(
        long ChangeId,
        int After,
        int Through,
        Language Language,
        long PageUpdatedAt,
        string Root
    );
}

/// <summary>The content of a change notice's email.</summary>
/// <param name="Notifications">Oldest first.</param>
/// <param name="LeaveUrl">Ends the subscription.</param>
public sealed record ChangeEmailContent(
    PageRow Page,
    IReadOnlyList<NotificationContent> Notifications,
    long ChangeId,
    PageAddress Site,
    EmailLocalizer Words,
    DateTimeZone Zone,
    string ManageUrl,
    string LeaveUrl
)
{
    /// <summary>The change after all of these notifications.</summary>
    public NotificationContent Latest => Notifications[^1];

    /// <summary>The components to name, without hidden ones.</summary>
    internal NamedComponents Components { get; } = NamedComponents.From(Notifications[^1]);

    /// <summary>The updates to show, newest first, as many as fit.</summary>
    internal EmailEntries Shown { get; } = EmailEntries.From(InOrder(Notifications));

    /// <summary>Whether several waiting notifications are sent as one email.</summary>
    public bool IsFolded => Notifications.Count > 1;

    /// <summary>The same for all emails of a change, because some email clients thread by subject.</summary>
    public string Subject => $"[{HumanText.Isolate(Page.Name)}] {HumanText.Isolate(Latest.Title)}";

    public string ChangeUrl => Site.Change(ChangeId);

    /// <summary>All updates, newest first; within the same second, the one added last comes first.</summary>
    private static IEnumerable<NoticeEntry> InOrder(IReadOnlyList<NotificationContent> notifications) =>
        notifications.SelectMany(n => n.Entries).Reverse().OrderByDescending(e => e.AtSeconds);
}
