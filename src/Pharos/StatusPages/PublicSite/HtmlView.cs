using System.Globalization;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;

namespace Pharos.StatusPages.PublicSite;

/// <summary>An HTML view, parsed from a request.</summary>
/// <param name="Name">The view's name in the page cache key.</param>
/// <param name="Path">The path below the page; empty for the page itself.</param>
/// <param name="Make">Returns null if there is no such view.</param>
internal sealed record HtmlView(
    string Name,
    string Path,
    Func<SiteViews, Site, CancellationToken, Task<CachedPage?>> Make
)
{
    public static HtmlView Page { get; } = new("page", "", static (views, site, _) => views.Page(site));

    /// <summary>
    /// The first year without month views; changes dated that far ahead are only reachable at their own address.
    /// </summary>
    public const int EndOfHistory = 9999;

    private static HtmlView PresentMonth { get; } =
        new("history", "/history", static (views, site, cancel) =>
            views.History(site, SiteViews.MonthOf(site.Page.Now, site.Page.Zone), cancel)
        );

    /// <summary>
    /// The view of the month in the address, or of the current month if it names none; null if the month is invalid.
    /// </summary>
    public static HtmlView? History(HttpRequest request)
    {
        if (request.RouteValues["month"] is not string text)
            return PresentMonth;
        return
            DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is >= 1970 and < EndOfHistory
            ? new("history/" + text, "/history/" + text, (views, site, cancel) => views.History(site, month, cancel))
            : null;
    }

    public static HtmlView Change(HttpRequest request)
    {
        var id = ChangeId(request);
        var path = string.Create(CultureInfo.InvariantCulture, $"/events/{id}");
        return new("event" + path, path, (views, site, cancel) => views.Change(site, id, cancel));
    }

    /// <summary>Call only on routes with an ID.</summary>
    public static long ChangeId(HttpRequest request) =>
        long.Parse((string)request.RouteValues["id"]!, CultureInfo.InvariantCulture);
}
