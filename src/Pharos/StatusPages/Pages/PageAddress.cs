using System.Globalization;

namespace Pharos.StatusPages.Pages;

/// <summary>The addresses of a page and its views: on its custom domain, or under the server's own address.</summary>
/// <param name="Root">Absolute, without a trailing slash.</param>
/// <param name="Index">The suffix of view addresses: empty, or <c>/index.html</c> for exports.</param>
public sealed record PageAddress(string Root, string Index = "")
{
    public static PageAddress From(PageRow page, string publicUrl)
    {
        var folder = page.Type == PageType.Public ? "s" : "internal";
        return new(
            page is { CustomDomain: { } domain, DomainVerifiedAt: not null }
                ? "https://" + domain
                : $"{publicUrl.TrimEnd('/')}/{folder}/{page.UrlName}"
        );
    }

    /// <summary>
    /// The path of <see cref="Root"/>, with which links within the page start. Empty on a custom domain.
    /// </summary>
    public string Path { get; } = new Uri(Root).AbsolutePath.TrimEnd('/');

    public string Home =>
        Root
        + (
            Index.Length > 0 ? Index
            : Path.Length == 0 ? "/"
            : ""
        );
    public string History => Root + "/history" + Index;

    public string Month(int year, int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/history/{year:D4}-{month:D2}{Index}");

    public string Change(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/events/{changeId}{Index}");

    public string ChangeFeed(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/events/{changeId}/feed.atom");

    /// <summary>Confirms a subscription, with the emailed token.</summary>
    public string Confirm(string token) => $"{Root}/subscribe/confirm/{token}";

    /// <summary>Shows and changes a subscription, with the subscription's own token.</summary>
    public string Subscription(string token) => $"{Root}/subscription/{token}";

    /// <summary>Ends a subscription with one click, or one POST by a mail client (RFC 8058).</summary>
    public string Unsubscribe(string token) => $"{Root}/unsubscribe/{token}";

    public string At(string rest) => $"{Root}/{rest}";
}
