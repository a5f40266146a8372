using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Pharos.Api.Envelope;
using Pharos.Delivery.Mail.Views;
using Pharos.PublicSite;
using Pharos.Storage.Rows;

namespace Pharos.Delivery.Mail;

/// <summary>
/// The mail that tells of an event. It is written once for all who are told the same in the same language; what differs from
/// receiver to receiver are two links.
/// </summary>
internal sealed class EventMail(SiteRenderer renderer, PublicAddress address, TimeProvider clock)
{
    private const int MostKept = 200;

    // Stand in the text until the receiver is known; nothing that people write can be taken for them, because they are new at each start.
    private static readonly string ManageGap = "https://manage." + Guid.NewGuid().ToString("N");
    private static readonly string LeaveGap = "https://leave." + Guid.NewGuid().ToString("N");

    private readonly ConcurrentDictionary<Key, Lazy<Task<Written>>> written = new();

    public async Task<OutgoingMail> Of(DeliveryWork work)
    {
        var site = PageAddress.Of(work.Page, address.Url);
        var language = Language.OfLocale(work.Receiver.Locale);
        if (written.Count > MostKept)
            written.Clear();
        var key = new Key(work.Claim.ChangeId, work.Claim.ToldThrough, work.Claim.TellThrough, language, work.Page.UpdatedAt, site.Root);
        var lazy = written.GetOrAdd(key, _ => new Lazy<Task<Written>>(() => Write(work, site, language)));
        Written text;
        try
        {
            text = await lazy.Value;
        }
        catch
        {
            written.TryRemove(key, out _);
            throw;
        }

        var (manage, leave) = (site.Subscription(work.Receiver.Token), site.Unsubscribe(work.Receiver.Token));
        string Fill(string body) => body.Replace(ManageGap, manage, StringComparison.Ordinal).Replace(LeaveGap, leave, StringComparison.Ordinal);
        return new OutgoingMail(
            Id(work.Claim, work.Claim.TellThrough), work.Receiver.Recipient, text.Subject, Fill(text.Text), Fill(text.Html), language.Tag, clock.GetUtcNow(), Thread(work.Claim), leave);
    }

    /// <summary>The mails of an event to one receiver follow a first one, which every later mail names whether it was sent or not.</summary>
    private List<string> Thread(ClaimedDelivery claim) =>
        claim.TellThrough == 1 ? [] : claim.ToldThrough > 1 ? [Id(claim, 1), Id(claim, claim.ToldThrough)] : [Id(claim, 1)];

    private string Id(ClaimedDelivery claim, int seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{claim.ChangeId}.{claim.SubscriberId}.{seq}@{new Uri(address.Url).Host}");

    private async Task<Written> Write(DeliveryWork work, PageAddress site, Language language)
    {
        var letter = new EventLetter(work.Page, work.Told, work.Claim.ChangeId, site, new MailWording(language), work.Zone, ManageGap, LeaveGap);
        var html = await renderer.Render<EventMailView>(new() { ["Letter"] = letter });
        return new Written(letter.Subject, EventMailText.Of(letter), html);
    }

    private sealed record Key(long ChangeId, int After, int Through, Language Language, long PageUpdatedAt, string Root);

    private sealed record Written(string Subject, string Text, string Html);
}

/// <summary>What a mail about an event says.</summary>
/// <param name="Told">What is told, oldest first.</param>
public sealed record EventLetter(
    PageRow Page, IReadOnlyList<NotificationContent> Told, long ChangeId, PageAddress Site, MailWording Words, TimeZoneInfo Zone, string ManageUrl, string LeaveUrl)
{
    /// <summary>The event as it stands after all that is told.</summary>
    public NotificationContent Latest => Told[^1];

    /// <summary>Everything told, newest first.</summary>
    public IEnumerable<ToldEntry> Entries => Told.SelectMany(t => t.Entries).OrderByDescending(e => e.AtSeconds);

    /// <summary>Those that may be named.</summary>
    public IEnumerable<ToldComponent> Components => Latest.Components.Where(c => !c.Hidden);

    /// <summary>Several were waiting and go out as one.</summary>
    public bool IsFolded => Told.Count > 1;

    /// <summary>The same for all mails of an event: some programs thread by it. What changed comes first in the text.</summary>
    public string Subject => $"[{Page.Name}] {Latest.Title}";

    public string EventUrl => Site.Event(ChangeId);
}
