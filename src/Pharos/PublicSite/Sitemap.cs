using System.Globalization;
using System.Net;
using System.Text;

namespace Pharos.PublicSite;

/// <summary><c>sitemap.xml</c>: the page, its history and the events of the window.</summary>
internal static class Sitemap
{
    public static string Write(PageSnapshot page, PageAddress address)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        Add(xml, address.Home, page.UpdatedAt);
        Add(xml, address.History, page.UpdatedAt);
        foreach (var e in page.Events)
            Add(xml, address.Event(e.ChangeId), e.UpdatedAt);
        return xml.Append("</urlset>\n").ToString();
    }

    private static void Add(StringBuilder xml, string address, long changedAt) => xml.Append(
        CultureInfo.InvariantCulture,
        $"<url><loc>{WebUtility.HtmlEncode(address)}</loc><lastmod>{Feeds.FeedDocument.Iso(changedAt)}</lastmod></url>\n");
}
