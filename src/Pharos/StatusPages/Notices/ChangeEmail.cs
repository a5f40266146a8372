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
    private const int MostKept = 200;

    private readonly System.Net.Mail.MailAddress from = new(options.From);
    private readonly System.Net.Mail.MailAddress? replyTo = options.ReplyTo is { } text ? new(text) : null;
    private readonly ConcurrentDictionary<Key, Lazy<Task<EmailTemplate>>> composed = new();

    public async ValueTask<EmailTemplate> Template(ChangeNotice notice, Language language)
    {
        var site = PageAddress.From(notice.Page, address.Url);
        var key = new Key(notice.ChangeId, notice.After, notice.Through, language, notice.Page.UpdatedAt, site.Root);
        if (!composed.TryGetValue(key, out var lazy))
        {
            if (composed.Count > MostKept)
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

    /// <summary>The Message-ID of one notification, with a gap for the recipient.</summary>
    private string Id(ChangeNotice notice, int seq) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{notice.ChangeId}.{EmailTemplate.RecipientGap}.{seq}@{new Uri(address.Url).IdnHost}"
        );

    /// <summary>All later emails of a change refer to its first one, even if a recipient never got that.</summary>
    private List<string> Thread(ChangeNotice notice) =>
        notice.Through == 1 ? []
        : notice.After > 1 ? [Id(notice, 1), Id(notice, notice.After)]
        : [Id(notice, 1)];

    private async Task<EmailTemplate> Compose(ChangeNotice notice, PageAddress site, Language language)
    {
        var unsubscribe = site.Unsubscribe(EmailTemplate.TokenGap);
        var content = new ChangeEmailContent(
            notice.Page,
            notice.Contents,
            notice.ChangeId,
            site,
            new EmailLocalizer(language),
            notice.Zone,
            site.Subscription(EmailTemplate.TokenGap),
            unsubscribe
        );
        var html = await renderer.Render<ChangeEmailView>(new() { ["Letter"] = content });
        var mail = new OutgoingEmail(
            Id(notice, notice.Through),
            EmailTemplate.ToGap,
            content.Subject,
            ChangeEmailText.From(content),
            html,
            language.Tag,
            DateTimeOffset.UnixEpoch,
            Thread(notice),
            unsubscribe
        );
        return EmailTemplate.Parse(mail.Id, mail.ToBytes(from, notice.Page.Name, replyTo, EmailTemplate.TokenGap));
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

/// <summary>What the email of a change notice says.</summary>
/// <param name="Told">The notifications, oldest first.</param>
public sealed record ChangeEmailContent(
    PageRow Page,
    IReadOnlyList<NotificationContent> Told,
    long ChangeId,
    PageAddress Site,
    EmailLocalizer Words,
    DateTimeZone Zone,
    string ManageUrl,
    string LeaveUrl
)
{
    /// <summary>The change after all of these notifications.</summary>
    public NotificationContent Latest => Told[^1];

    /// <summary>All entries, newest first; among entries of the same second, the one added last.</summary>
    public IEnumerable<NoticeEntry> Entries =>
        Told.SelectMany(t => t.Entries).Reverse().OrderByDescending(e => e.AtSeconds);

    /// <summary>Components that are not hidden.</summary>
    public IEnumerable<NoticeComponent> Components => Latest.Components.Where(c => !c.Hidden);

    /// <summary>Whether several notifications waited and are sent as one.</summary>
    public bool IsFolded => Told.Count > 1;

    /// <summary>
    /// The same for all emails of a change: some programs thread by it. The text begins with what changed.
    /// </summary>
    public string Subject => $"[{Page.Name}] {Latest.Title}";

    public string EventUrl => Site.Change(ChangeId);
}
