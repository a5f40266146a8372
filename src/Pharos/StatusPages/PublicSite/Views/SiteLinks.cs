using System.Globalization;

namespace Pharos.StatusPages.PublicSite.Views;

/// <summary>Links within a page's site: rooted on the server, relative in exports.</summary>
/// <param name="Prefix">The prefix of every link: a path such as <c>/s/acme</c>, or <c>..</c>.</param>
/// <param name="Index">The suffix of links to folders: empty, or <c>/index.html</c>.</param>
/// <param name="Query">
/// The language the visitor chose, such as <c>?lang=zh</c>; empty if the browser's language applies.
/// </param>
/// <param name="FilesPrefix">The prefix of links to files without a language, if different.</param>
public sealed record SiteLinks(string Prefix, string Index = "", string Query = "", string? FilesPrefix = null)
{
    /// <summary>
    /// The links of an exported view that is <paramref name="depth"/> folders below the root of its language.
    /// </summary>
    /// <param name="inFolder">Whether the language has its own folder, below the files without a language.</param>
    public static SiteLinks Relative(int depth, bool inFolder)
    {
        var up = depth == 0 ? "." : string.Join('/', Enumerable.Repeat("..", depth));
        return new SiteLinks(
            up,
            "/index.html",
            FilesPrefix: !inFolder ? up
                : depth == 0 ? ".."
                : "../" + up
        );
    }

    public string Home => (Prefix + Index is { Length: > 0 } path ? path : "/") + Query;

    public string History => $"{Prefix}/history{Index}{Query}";

    public string Month(int year, int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}/history/{year:D4}-{month:D2}{Index}{Query}");

    public string Change(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}/events/{changeId}{Index}{Query}");

    public string ChangeFeed(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{FilesPrefix ?? Prefix}/events/{changeId}/feed.atom");

    public string Subscribe => $"{Prefix}/subscribe{Query}";

    /// <summary>The subscription form, with this change selected.</summary>
    public string Follow(long changeId) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}/subscribe{(Query.Length == 0 ? "?" : Query + "&")}event={changeId}"
        );

    public string Confirm(string token) => $"{Prefix}/subscribe/confirm/{token}{Query}";

    public string Subscription(string token) => $"{Prefix}/subscription/{token}{Query}";

    public string Unsubscribe(string token) => $"{Prefix}/unsubscribe/{token}{Query}";

    /// <summary>A file of the site, such as <c>feed.rss</c>.</summary>
    public string File(string name) => $"{FilesPrefix ?? Prefix}/{name}";
}
