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
/// Renders every public view of a page by name, for visitors and exports. Returns null if there is no such view.
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

    public Task<PageSnapshot?> Snapshot(long pageId) => snapshots.Get(pageId);

    /// <summary>The data of a view for a visitor.</summary>
    /// <param name="prefix">The path of the page; links within it start with this.</param>
    /// <param name="below">The path of the view below the page.</param>
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

    public async Task<CachedPage?> Change(Site site, long changeId, CancellationToken cancel)
    {
        var found = await reader.Change(site.Page.Page.PageId, changeId, cancel);
        return found is var (shown, linked) ? await Change(site, shown, linked) : null;
    }

    public Task<CachedPage> Change(Site site, VisibleChange shown, IReadOnlyList<VisibleChange> linked) =>
        Render<ChangeView>(site, ("Change", shown), ("Linked", linked));

    /// <summary>
    /// Null if the page has no history for the month: before its first change, after its last one, or without changes
    /// in a distant year.
    /// </summary>
    /// <param name="month">The first day of the month.</param>
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
        if (span.Changes.Count == 0 && month.Year > thisMonth.Year + 1)
            return null;
        // Open changes have no end yet to find them by.
        var open =
            month <= thisMonth
                ? site.Page.Open.Where(e => e.StartAt < from && span.Changes.All(s => s.ChangeId != e.ChangeId))
                : [];
        var neighbours = new HistoryNeighbours(
            span.Before is { } before ? MonthOf(before, zone) : null,
            span.After is { } after ? MonthOf(after, zone)
                : month < thisMonth ? thisMonth
                : null,
            HistoryNeighbours.LastOfYears(site.Page.FirstMonth, site.Page.LastMonth, thisMonth)
        );
        return await History(site, month, [.. span.Changes, .. open], neighbours);
    }

    /// <param name="changes">The changes that began or were open in the month, newest start first.</param>
    public Task<CachedPage> History(
        Site site,
        DateOnly month,
        IReadOnlyList<VisibleChange> changes,
        HistoryNeighbours neighbours
    ) => Render<HistoryView>(site, ("Month", month), ("Changes", changes), ("Neighbours", neighbours));

    /// <summary>The first day of the month of a time.</summary>
    public static DateOnly MonthOf(long seconds, DateTimeZone zone)
    {
        var local = Times.Local(seconds, zone);
        return new DateOnly(local.Year, local.Month, 1);
    }

    public async Task<CachedPage?> ChangeFeed(PageSnapshot page, long changeId, CancellationToken cancel)
    {
        var found = await reader.Change(page.Page.PageId, changeId, cancel);
        return found is var (shown, _) ? ChangeFeed(page, shown, AddressOf(page)) : null;
    }

    public static CachedPage ChangeFeed(PageSnapshot page, VisibleChange shown, PageAddress address) =>
        CachedPage.From(
            page,
            FeedDocument.Atom(
                page,
                address,
                address.ChangeFeed(shown.ChangeId),
                FeedDocument.FeedIdOf(page, shown),
                [shown]
            ),
            FeedDocument.AtomType
        );

    /// <summary>
    /// Views that are files without a language: <c>feed.rss</c>, <c>api/v2/summary.json</c>, <c>badge.svg</c> ….
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
            "card.png" => Make(Card.Png(page, address), "image/png"),
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
