using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using Pharos.Host;
using Pharos.Kernel;
using Pharos.Notifications.Transports.Email.Views;
using Pharos.StatusPages.Pages;
using Pharos.Web;

namespace Pharos.Notifications.Transports.Email;

/// <summary>The mail that tells of an event. It is written once for all who are told the same in the same language.</summary>
internal sealed class EventMail(SiteRenderer renderer, PublicAddress address, PharosOptions options)
{
    private const int MostKept = 200;

    private readonly System.Net.Mail.MailAddress from = new(options.Mail.From);
    private readonly System.Net.Mail.MailAddress? replyTo = options.Mail.ReplyTo is { } text ? new(text) : null;
    private readonly ConcurrentDictionary<Key, Lazy<Task<MailForm>>> written = new();

    public async ValueTask<MailForm> Of(DeliveryWork work)
    {
        var site = PageAddress.From(work.Page, address.Url);
        var language = Language.OfLocale(work.Receiver.Locale);
        var key = new Key(work.Claim.ChangeId, work.Claim.ToldThrough, work.Claim.TellThrough, language, work.Page.UpdatedAt, site.Root);
        if (!written.TryGetValue(key, out var lazy))
        {
            if (written.Count > MostKept)
                written.Clear();
            lazy = written.GetOrAdd(key, _ => new Lazy<Task<MailForm>>(() => Write(work, site, language)));
        }

        try
        {
            return await lazy.Value;
        }
        catch
        {
            written.TryRemove(key, out _);
            throw;
        }
    }

    /// <summary>The Message-ID of a mail to any receiver.</summary>
    private string Id(ClaimedDelivery claim, int seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{claim.ChangeId}.{MailForm.SubscriberGap}.{seq}@{new Uri(address.Url).IdnHost}");

    /// <summary>The mails of an event to one receiver follow a first one, which every later mail names whether it was sent or not.</summary>
    private List<string> Thread(ClaimedDelivery claim) =>
        claim.TellThrough == 1 ? [] : claim.ToldThrough > 1 ? [Id(claim, 1), Id(claim, claim.ToldThrough)] : [Id(claim, 1)];

    private async Task<MailForm> Write(DeliveryWork work, PageAddress site, Language language)
    {
        var leave = site.Unsubscribe(MailForm.TokenGap);
        var letter = new EventLetter(work.Page, work.Told, work.Claim.ChangeId, site, new MailWording(language), work.Zone, site.Subscription(MailForm.TokenGap), leave);
        var html = await renderer.Render<EventMailView>(new() { ["Letter"] = letter });
        var mail = new OutgoingMail(
            Id(work.Claim, work.Claim.TellThrough), MailForm.ToGap, letter.Subject, EventMailText.From(letter), html, language.Tag, DateTimeOffset.UnixEpoch, Thread(work.Claim), leave);
        return MailForm.From(mail.Id, mail.ToBytes(from, work.Page.Name, replyTo, MailForm.TokenGap));
    }

    private sealed record Key(long ChangeId, int After, int Through, Language Language, long PageUpdatedAt, string Root);
}

/// <summary>What a mail about an event says.</summary>
/// <param name="Told">What is told, oldest first.</param>
public sealed record EventLetter(
    PageRow Page, IReadOnlyList<NotificationContent> Told, long ChangeId, PageAddress Site, MailWording Words, DateTimeZone Zone, string ManageUrl, string LeaveUrl)
{
    /// <summary>The event as it stands after all that is told.</summary>
    public NotificationContent Latest => Told[^1];

    /// <summary>Everything told, newest first; of those at the same second, the last one told.</summary>
    public IEnumerable<ToldEntry> Entries => Told.SelectMany(t => t.Entries).Reverse().OrderByDescending(e => e.AtSeconds);

    /// <summary>Those that may be named.</summary>
    public IEnumerable<ToldComponent> Components => Latest.Components.Where(c => !c.Hidden);

    /// <summary>Several were waiting and go out as one.</summary>
    public bool IsFolded => Told.Count > 1;

    /// <summary>The same for all mails of an event: some programs thread by it. What changed comes first in the text.</summary>
    public string Subject => $"[{Page.Name}] {Latest.Title}";

    public string EventUrl => Site.Event(ChangeId);
}
