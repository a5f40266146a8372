using System.Globalization;
using System.Net;
using System.Text;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary><c>sitemap.xml</c>: the page, the changes in its window, and the months in which they began.</summary>
internal static class Sitemap
{
    /// <summary>The protocol's limit for one file.</summary>
    private const int MaxAddresses = 50_000;

    public static string Write(PageSnapshot page, PageAddress address)
    {
        var xml = new StringBuilder(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
                + "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        );
        Add(xml, address.Home, page.UpdatedAt);
        Add(xml, address.History, page.UpdatedAt);
        var months = page
            .Changes.GroupBy(e => SiteViews.MonthOf(e.StartAt, page.Zone))
            .OrderByDescending(month => month.Key)
            .Select(month =>
                (Address: address.Month(month.Key.Year, month.Key.Month), ChangedAt: month.Max(e => e.UpdatedAt))
            );
        foreach (
            var (view, changedAt) in months
                .Concat(page.Changes.Select(e => (Address: address.Change(e.ChangeId), ChangedAt: e.UpdatedAt)))
                .Take(MaxAddresses - 2)
        )
            Add(xml, view, changedAt);
        return xml.Append("</urlset>\n").ToString();
    }

    private static void Add(StringBuilder xml, string address, long changedAt) =>
        xml.Append(
            CultureInfo.InvariantCulture,
            $"<url><loc>{WebUtility.HtmlEncode(address)}</loc>"
                + $"<lastmod>{FeedDocument.Iso(changedAt)}</lastmod></url>\n"
        );
}
