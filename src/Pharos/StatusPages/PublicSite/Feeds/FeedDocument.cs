using System.Globalization;
using System.Text;
using System.Xml;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>
/// RSS and Atom feeds of a page's changes: the last 90 days, at most 50, newest start first. An entry is dated by its
/// latest update, but not before that was published; see <see cref="VisibleChange.NewsAt"/>.
/// </summary>
internal static class FeedDocument
{
    public const string RssType = "application/rss+xml; charset=utf-8";
    public const string AtomType = "application/atom+xml; charset=utf-8";

    private const int Max = 50;
    private const string AtomNamespace = "http://www.w3.org/2005/Atom";

    public static IReadOnlyList<VisibleChange> Entries(PageSnapshot page) =>
        [.. page.Changes.Where(e => e.StartAt >= page.Now - Uptime.WindowSeconds).Take(Max)];

    public static byte[] Rss(
        PageSnapshot page,
        PageAddress address,
        string self,
        IReadOnlyList<VisibleChange> entries
    ) =>
        Write(xml =>
        {
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
            xml.WriteStartElement("channel");
            xml.WriteElementString("title", Title(page));
            xml.WriteElementString("link", address.Home);
            xml.WriteElementString("description", Title(page));
            xml.WriteStartElement("link", AtomNamespace);
            xml.WriteAttributeString("href", self);
            xml.WriteAttributeString("rel", "self");
            xml.WriteAttributeString("type", "application/rss+xml");
            xml.WriteEndElement();
            xml.WriteElementString("lastBuildDate", Rfc822(Updated(page, entries)));
            foreach (var e in entries)
            {
                xml.WriteStartElement("item");
                xml.WriteElementString("title", Clean(e.Title));
                xml.WriteElementString("link", address.Change(e.ChangeId));
                xml.WriteStartElement("guid");
                xml.WriteAttributeString("isPermaLink", "false");
                xml.WriteString(IdOf(page, e));
                xml.WriteEndElement();
                xml.WriteElementString("pubDate", Rfc822(e.NewsAt(page.Now)));
                xml.WriteElementString("description", FeedBody.Html(page, e));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    /// <param name="id">The feed's permanent ID, independent of its address.</param>
    public static byte[] Atom(
        PageSnapshot page,
        PageAddress address,
        string self,
        string id,
        IReadOnlyList<VisibleChange> entries
    ) =>
        Write(xml =>
        {
            xml.WriteStartElement("feed", AtomNamespace);
            xml.WriteElementString("id", id);
            xml.WriteElementString("title", Title(page));
            xml.WriteElementString("updated", Iso(Updated(page, entries)));
            Link(xml, self, "self", "application/atom+xml");
            Link(xml, address.Home, "alternate", "text/html");
            xml.WriteStartElement("author");
            xml.WriteElementString("name", Clean(page.Page.Name));
            xml.WriteEndElement();
            foreach (var e in entries)
            {
                xml.WriteStartElement("entry");
                xml.WriteElementString("id", IdOf(page, e));
                xml.WriteElementString("title", Clean(e.Title));
                xml.WriteElementString("published", Iso(Math.Min(e.StartAt, e.CreatedAt)));
                xml.WriteElementString("updated", Iso(e.NewsAt(page.Now)));
                Link(xml, address.Change(e.ChangeId), "alternate", "text/html");
                xml.WriteStartElement("category");
                xml.WriteAttributeString("term", WireName<ChangeType>.ToWire(e.Type));
                xml.WriteEndElement();
                xml.WriteStartElement("content");
                xml.WriteAttributeString("type", "html");
                xml.WriteString(FeedBody.Html(page, e));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        });

    /// <summary>
    /// The ID of the page's feed. Not its address, because a new domain would make readers treat every entry as new.
    /// </summary>
    public static string IdOf(PageSnapshot page) =>
        string.Create(CultureInfo.InvariantCulture, $"urn:pharos:page:{page.Page.PageId}");

    /// <summary>The ID of a change's own feed.</summary>
    public static string FeedIdOf(PageSnapshot page, VisibleChange e) => IdOf(page, e) + ":updates";

    public static string Iso(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Removes the characters that XML cannot contain.</summary>
    public static string Clean(string text) => HumanText.Printable(text);

    private static string IdOf(PageSnapshot page, VisibleChange e) =>
        string.Create(CultureInfo.InvariantCulture, $"{IdOf(page)}:event:{e.ChangeId}");

    private static string Title(PageSnapshot page) => Clean(page.Page.PageTitle ?? page.Page.Name);

    private static long Updated(PageSnapshot page, IReadOnlyList<VisibleChange> entries) =>
        entries.Count > 0 ? entries.Max(e => e.NewsAt(page.Now)) : page.Page.CreatedAt;

    private static string Rfc822(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("r", CultureInfo.InvariantCulture);

    private static void Link(XmlWriter xml, string href, string relation, string type)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", href);
        xml.WriteEndElement();
    }

    private static byte[] Write(Action<XmlWriter> content)
    {
        using var stream = new MemoryStream();
        using (
            var xml = XmlWriter.Create(
                stream,
                new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }
            )
        )
        {
            xml.WriteStartDocument();
            content(xml);
        }

        return stream.ToArray();
    }
}
