using System.Globalization;

namespace Pharos.StatusPages.Pages;

/// <summary>
/// Where a page and what belongs to it are found: at its custom domain, or under the server's own address.
/// </summary>
/// <param name="Root">Absolute, without a slash at the end.</param>
/// <param name="Index">
/// What the address of a view ends with: nothing, or <c>/index.html</c> where only files are found.
/// </param>
public sealed record PageAddress(string Root, string Index = "")
{
    public static PageAddress From(Pharos.StatusPages.Pages.PageRow page, string publicUrl) =>
        new(
            page is { CustomDomain: { } domain, DomainVerifiedAt: not null }
                ? "https://" + domain
                : $"{publicUrl.TrimEnd('/')}/{(page.Type == Pharos.StatusPages.Pages.PageType.Public ? "s" : "internal")}/{page.UrlName}"
        );

    /// <summary>
    /// The path of <see cref="Root"/>: what links within the page start with. Empty on a custom domain.
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

    public string Event(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/events/{changeId}{Index}");

    public string EventFeed(long changeId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}/events/{changeId}/feed.atom");

    /// <summary>Where a subscription is confirmed, with the token that was mailed.</summary>
    public string Confirm(string token) => $"{Root}/subscribe/confirm/{token}";

    /// <summary>Where a subscription is seen and changed, with its own token.</summary>
    public string Subscription(string token) => $"{Root}/subscription/{token}";

    /// <summary>Where a subscription ends by one press, or by one POST of a mail program (RFC 8058).</summary>
    public string Unsubscribe(string token) => $"{Root}/unsubscribe/{token}";

    public string At(string rest) => $"{Root}/{rest}";
}
