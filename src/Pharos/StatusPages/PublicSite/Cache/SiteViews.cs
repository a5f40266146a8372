using System.Globalization;
using System.Text;
using NodaTime;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Feeds;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// Makes every public view of a page, by name: for visitors and for exports alike. A view is null where there is no
/// such thing.
/// </summary>
internal sealed class SiteViews(
    Snapshots snapshots,
    SnapshotReader reader,
    SiteRenderer renderer,
    RenderGate gate,
    PublicAddress server
)
{
    private const string Html = "text/html; charset=utf-8";
    private const string Json = "application/json; charset=utf-8";
    private const string Svg = "image/svg+xml";

    public Task<PageSnapshot?> Snapshot(long pageId) => snapshots.Of(pageId);

    /// <summary>What a view of the page for a reader is made from.</summary>
    /// <param name="prefix">The path of the page: what links within it start with.</param>
    /// <param name="below">The path of the view below that.</param>
    public Site SiteOf(PageSnapshot page, string prefix, string below, ReadingLanguage reading)
    {
        var path = prefix + below;
        return new Site(
            page,
            new Localizer(reading.Language),
            new SiteLinks(prefix, Query: reading.Query),
            AddressOf(page),
            (path.Length == 0 ? "/" : path) + reading.OtherQuery
        );
    }

    public async Task<CachedPage?> Page(Site site) => await Render<PageView>(site);

    public async Task<CachedPage?> Event(Site site, long changeId, CancellationToken cancel)
    {
        var found = await reader.Event(site.Page.Page.PageId, changeId, cancel);
        return found is var (shown, linked) ? await Event(site, shown, linked) : null;
    }

    public Task<CachedPage> Event(Site site, VisibleChange shown, IReadOnlyList<VisibleChange> linked) =>
        Render<ChangeView>(site, ("Event", shown), ("Linked", linked));

    /// <summary>
    /// Null where the page has nothing to say of the month: before its first event, after its last, or empty in years
    /// far ahead.
    /// </summary>
    /// <param name="month">The first of a month.</param>
    public async Task<CachedPage?> History(Site site, DateOnly month, CancellationToken cancel)
    {
        if (month < site.Page.FirstMonth || month > site.Page.LastMonth)
            return null;
        var (pageId, zone) = (site.Page.Page.PageId, site.Page.Zone);
        var (from, to) = (
            Pharos.StatusPages.Rules.DayBounds.Midnight(month, zone),
            Pharos.StatusPages.Rules.DayBounds.Midnight(month.AddMonths(1), zone)
        );
        var thisMonth = MonthOf(site.Page.Now, zone);
        var span = await reader.Between(pageId, from, to, cancel);
        if (span.Events.Count == 0 && month.Year > thisMonth.Year + 1)
            return null;
        // Those that go on have no end yet to be found by.
        var open =
            month <= thisMonth
                ? site.Page.Open.Where(e => e.StartAt < from && span.Events.All(s => s.ChangeId != e.ChangeId))
                : [];
        var neighbours = new HistoryNeighbours(
            span.Before is { } before ? MonthOf(before, zone) : null,
            span.After is { } after ? MonthOf(after, zone)
                : month < thisMonth ? thisMonth
                : null,
            HistoryNeighbours.LastOfYears(site.Page.FirstMonth, site.Page.LastMonth, thisMonth)
        );
        return await History(site, month, [.. span.Events, .. open], neighbours);
    }

    /// <param name="events">Those that began or went on in the month, newest start first.</param>
    public Task<CachedPage> History(
        Site site,
        DateOnly month,
        IReadOnlyList<VisibleChange> events,
        HistoryNeighbours neighbours
    ) => Render<HistoryView>(site, ("Month", month), ("Events", events), ("Neighbours", neighbours));

    /// <summary>The month that a moment lies in, as its first day.</summary>
    public static DateOnly MonthOf(long seconds, DateTimeZone zone)
    {
        var local = Times.Local(seconds, zone);
        return new DateOnly(local.Year, local.Month, 1);
    }

    public async Task<CachedPage?> EventFeed(PageSnapshot page, long changeId, CancellationToken cancel)
    {
        var found = await reader.Event(page.Page.PageId, changeId, cancel);
        return found is var (shown, _) ? EventFeed(page, shown, AddressOf(page)) : null;
    }

    public static CachedPage EventFeed(PageSnapshot page, VisibleChange shown, PageAddress address) =>
        CachedPage.From(
            page,
            FeedDocument.Atom(
                page,
                address,
                address.EventFeed(shown.ChangeId),
                FeedDocument.FeedIdOf(page, shown),
                [shown]
            ),
            FeedDocument.AtomType
        );

    /// <summary>
    /// The views that are files and have no language: <c>feed.rss</c>, <c>api/v2/summary.json</c>, <c>badge.svg</c> ….
    /// </summary>
    public CachedPage? File(PageSnapshot page, string name) => File(page, name, AddressOf(page));

    public static CachedPage? File(PageSnapshot page, string name, PageAddress address)
    {
        return name switch
        {
            "feed.rss" or "history.rss" => Make(
                FeedDocument.Rss(page, address, address.At(name), FeedDocument.Entries(page)),
                FeedDocument.RssType
            ),
            "feed.atom" or "history.atom" => Make(
                FeedDocument.Atom(page, address, address.At(name), FeedDocument.IdOf(page), FeedDocument.Entries(page)),
                FeedDocument.AtomType
            ),
            "maintenances.ics" => Make(CalendarFeed.Write(page, address), CalendarFeed.ContentType),
            "badge.svg" => Text(Badge.Svg(page), Svg),
            "favicon.svg" => Text(Badge.Favicon(page.Overall), Svg),
            "card.png" => Make(SiteAssets.Card(page.Overall), "image/png"),
            "banner.js" => Text(Banner.Script(page, address), "text/javascript; charset=utf-8"),
            "robots.txt" => Text(
                $"User-agent: *\nAllow: /\nSitemap: {address.At("sitemap.xml")}\n",
                "text/plain; charset=utf-8"
            ),
            "sitemap.xml" => Text(Sitemap.Write(page, address), "application/xml; charset=utf-8"),
            _ when name.StartsWith("api/v2/", StringComparison.Ordinal) && StatuspageJson.Names.Contains(name[7..]) =>
                Make(new StatuspageJson(page, address).Write(name[7..]), Json),
            _ => null,
        };

        CachedPage Make(byte[] bytes, string type) => CachedPage.From(page, bytes, type);
        CachedPage Text(string text, string type) => Make(Encoding.UTF8.GetBytes(text), type);
    }

    public static IReadOnlyList<string> Files { get; } =
    [
        "feed.rss",
        "feed.atom",
        "history.rss",
        "history.atom",
        "maintenances.ics",
        "badge.svg",
        "favicon.svg",
        "card.png",
        "banner.js",
        "robots.txt",
        "sitemap.xml",
        .. StatuspageJson.Names.Select(name => "api/v2/" + name),
    ];

    public PageAddress AddressOf(PageSnapshot page) => PageAddress.From(page.Page, server.Url);

    private async Task<CachedPage> Render<TView>(Site site, params (string Name, object? Value)[] more)
        where TView : SiteView
    {
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["Site"] = site };
        foreach (var (name, value) in more)
            parameters[name] = value;
        return await gate.Run(async () =>
            CachedPage.From(site.Page, Encoding.UTF8.GetBytes(await renderer.Render<TView>(parameters)), Html)
        );
    }
}
