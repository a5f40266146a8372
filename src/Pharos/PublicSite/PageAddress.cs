using System.Globalization;

namespace Pharos.PublicSite;

/// <summary>Where a page and what belongs to it are found: at its custom domain, or under the server's own address.</summary>
/// <param name="Root">Absolute, without a slash at the end.</param>
public sealed record PageAddress(string Root)
{
    public static PageAddress Of(Storage.Rows.PageRow page, string publicUrl) =>
        new(page is { CustomDomain: { } domain, DomainVerifiedAt: not null } ? "https://" + domain : $"{publicUrl.TrimEnd('/')}/s/{page.UrlName}");

    /// <summary>The path of <see cref="Root"/>: what links within the page start with. Empty on a custom domain.</summary>
    public string Path { get; } = new Uri(Root).AbsolutePath.TrimEnd('/');

    public string Home => Root + (Path.Length == 0 ? "/" : "");
    public string History => Root + "/history";

    public string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{Root}/history/{year:D4}-{month:D2}");

    public string Event(long changeId) => string.Create(CultureInfo.InvariantCulture, $"{Root}/events/{changeId}");

    /// <summary>Where a subscription is confirmed, with the token that was mailed.</summary>
    public string Confirm(string token) => $"{Root}/subscribe/confirm/{token}";

    /// <summary>Where a subscription is seen and changed, with its own token.</summary>
    public string Subscription(string token) => $"{Root}/subscription/{token}";

    /// <summary>Where a subscription ends by one press, or by one POST of a mail program (RFC 8058).</summary>
    public string Unsubscribe(string token) => $"{Root}/unsubscribe/{token}";

    public string At(string rest) => $"{Root}/{rest}";
}
