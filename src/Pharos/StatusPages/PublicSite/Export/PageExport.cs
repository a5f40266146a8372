using System.Globalization;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// A public page as files: their list, the data they show, and how to render them. All data is read in one database
/// snapshot, which stays open until this is disposed, so that all files agree.
/// </summary>
internal sealed class PageExport : IAsyncDisposable
{
    private readonly PharosDb db;
    private readonly IAsyncDisposable read;
    private readonly SiteViews views;
    private readonly ExportSettings settings;
    private readonly ChangeIndex index;
    private readonly PageAddress address;
    private readonly Dictionary<Language, Localizer> words = new()
    {
        [Language.English] = new(Language.English),
        [Language.Chinese] = new(Language.Chinese),
    };
    private readonly Dictionary<long, IndexedChange> byId;
    private readonly Dictionary<long, VisibleChange> window;
    private Dictionary<long, VisibleChange> ahead = [];

    internal PageExport(
        PageSnapshot page,
        ChangeIndex index,
        ExportSettings settings,
        SiteViews views,
        PharosDb db,
        IAsyncDisposable read
    )
    {
        (Page, this.index, this.settings, this.views, this.db, this.read) = (page, index, settings, views, db, read);
        address = settings.Url is { } url ? new PageAddress(url, "/index.html") : views.AddressOf(page);
        window = page.Changes.ToDictionary(e => e.ChangeId);
        byId = index.Changes.ToDictionary(e => e.ChangeId);
        Files = [.. List()];
    }

    public PageSnapshot Page { get; }

    /// <summary>
    /// Ordered so that files can be written one by one: link targets before the files that link to them, the main page
    /// last.
    /// </summary>
    public IReadOnlyList<ExportFile> Files { get; }

    /// <summary>
    /// Reads the changes that some files need. Drops those read before, so that memory does not grow with the history.
    /// </summary>
    public async Task ReadAhead(IEnumerable<ExportFile> files, CancellationToken cancel)
    {
        List<long> missing = [.. files.SelectMany(f => f.Changes).Distinct().Where(id => !window.ContainsKey(id))];
        ahead = (await SnapshotReader.Changes(db, Page.Page.PageId, missing, cancel)).ToDictionary(e => e.ChangeId);
    }

    public async ValueTask DisposeAsync()
    {
        await read.DisposeAsync();
        await db.DisposeAsync();
    }

    private IEnumerable<ExportFile> List()
    {
        // The secondary language comes first: only the main language links to it.
        Language[] languages = [settings.Main == Language.Chinese ? Language.English : Language.Chinese, settings.Main];
        var digests = new Digests(Page, address, settings);
        return
        [
            .. index.Changes.SelectMany(e => ChangeFiles(e, languages, digests)),
            .. MonthFiles(languages, digests),
            .. OtherFiles(),
            .. languages.Select(PageFile),
        ];
    }

    private IEnumerable<ExportFile> ChangeFiles(IndexedChange e, Language[] languages, Digests digests)
    {
        var folder = string.Create(CultureInfo.InvariantCulture, $"events/{e.ChangeId}/");
        List<long> linked = [.. index.Linked[e.ChangeId]];
        yield return new ExportFile(folder + "feed.atom", digests.ForChangeFeed(e), [e.ChangeId], () =>
            Task.FromResult(SiteViews.ChangeFeed(Page, Shown(e.ChangeId), address))
        );
        foreach (var language in languages)
        {
            yield return View(
                language,
                folder + "index.html",
                digests.ForChange(language, e, linked.Select(id => byId[id])),
                [e.ChangeId, .. linked],
                site => views.Change(site, Shown(e.ChangeId), linked.ConvertAll(Shown))
            );
        }
    }

    /// <summary>
    /// Every month in which a change began, every month of the uptime window, the last month of each year, and the
    /// current month, which is also the history's start page.
    /// </summary>
    private IEnumerable<ExportFile> MonthFiles(Language[] languages, Digests digests)
    {
        var present = SiteViews.MonthOf(Page.Now, Page.Zone);
        var monthsWithChanges = index
            .Changes.Select(e => SiteViews.MonthOf(e.StartAt, Page.Zone))
            .Where(m => m.Year < HtmlView.EndOfHistory)
            .Distinct()
            .Order()
            .ToList();
        var years = HistoryNeighbours.LastOfYears(
            monthsWithChanges.Append(present).Min(),
            monthsWithChanges.Append(present).Max(),
            present
        );
        var shown = DayBounds
            .Last(Uptime.Days, Page.Now, Page.Zone)
            .Select(d => new DateOnly(d.Date.Year, d.Date.Month, 1))
            .Append(present)
            .Concat(monthsWithChanges)
            .Concat(years)
            .Distinct()
            .Order();
        foreach (var month in shown)
        {
            var changes = During(month, month <= present);
            var neighbours = new HistoryNeighbours(
                monthsWithChanges.LastOrDefault(m => m < month) is { Year: > 1 } before ? before : null,
                monthsWithChanges.Find(m => m > month) is { Year: > 1 } after ? after
                    : month < present ? present
                    : null,
                years
            );
            string[] paths = month == present ? [MonthPath(month), "history/index.html"] : [MonthPath(month)];
            foreach (var path in paths)
            {
                foreach (var language in languages)
                {
                    yield return View(
                        language,
                        path,
                        digests.ForMonth(language, month, changes, neighbours),
                        changes.ConvertAll(e => e.ChangeId),
                        site => views.History(site, month, changes.ConvertAll(e => Shown(e.ChangeId)), neighbours)
                    );
                }
            }
        }
    }

    /// <summary>The changes that began or were open in a month, newest start first, like the served view.</summary>
    private List<IndexedChange> During(DateOnly month, bool hasBegun)
    {
        var (from, to) = (DayBounds.Midnight(month, Page.Zone), DayBounds.Midnight(month.AddMonths(1), Page.Zone));
        var open = hasBegun ? Page.Open.Select(e => e.ChangeId).ToHashSet() : [];
        return
        [
            .. index.Changes.Where(e =>
                e.StartAt < to && (e.StartAt >= from || e.CloseAt > from || open.Contains(e.ChangeId))
            ),
        ];
    }

    private static string MonthPath(DateOnly month) =>
        month.ToString("'history/'yyyy-MM'/index.html'", CultureInfo.InvariantCulture);

    private IEnumerable<ExportFile> OtherFiles() =>
        SiteViews.Files.Select(name => new ExportFile(name, null, [], () =>
            Task.FromResult(SiteViews.File(Page, name, address)!)
        ));

    private ExportFile PageFile(Language language) =>
        View(language, "index.html", null, [], async site => (await views.Page(site))!);

    private ExportFile View(
        Language language,
        string path,
        string? madeFrom,
        IReadOnlyList<long> changes,
        Func<Site, Task<CachedPage>> make
    ) => new(settings.FolderOf(language) + path, madeFrom, changes, () => make(SiteOf(language, path)));

    private Site SiteOf(Language language, string path)
    {
        var links = SiteLinks.Relative(path.Count(c => c == '/'), inFolder: language != settings.Main);
        var other = language == Language.Chinese ? Language.English : Language.Chinese;
        return new Site(
            Page,
            words[language],
            links,
            address,
            links.File(settings.FolderOf(other) + path),
            IsExport: true
        );
    }

    private VisibleChange Shown(long changeId) => window.TryGetValue(changeId, out var shown) ? shown : ahead[changeId];
}
