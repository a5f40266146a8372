using System.Globalization;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.PublicSite.Views;

namespace Pharos.StatusPages.PublicSite;

/// <summary>A view that people read, as understood from a request.</summary>
/// <param name="Name">The view in the key of the page cache.</param>
/// <param name="Path">Below the page; empty for the page itself.</param>
/// <param name="Make">Null where there is no such thing.</param>
internal sealed record HtmlView(
    string Name,
    string Path,
    Func<SiteViews, Site, CancellationToken, Task<CachedPage?>> Make
)
{
    public static HtmlView Page { get; } = new("page", "", static (views, site, _) => views.Page(site));

    /// <summary>
    /// The first year that has no months: what is dated so far ahead is found at its own address only.
    /// </summary>
    public const int EndOfHistory = 9999;

    private static HtmlView PresentMonth { get; } =
        new("history", "/history", static (views, site, cancel) =>
            views.History(site, SiteViews.MonthOf(site.Page.Now, site.Page.Zone), cancel)
        );

    /// <summary>
    /// Of the month in the address, of the present one where it names none; null where what it names is none.
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

    public static HtmlView Event(HttpRequest request)
    {
        var id = EventId(request);
        var path = string.Create(CultureInfo.InvariantCulture, $"/events/{id}");
        return new("event" + path, path, (views, site, cancel) => views.Event(site, id, cancel));
    }

    /// <summary>Only behind routes that demand one.</summary>
    public static long EventId(HttpRequest request) =>
        long.Parse((string)request.RouteValues["id"]!, CultureInfo.InvariantCulture);
}
