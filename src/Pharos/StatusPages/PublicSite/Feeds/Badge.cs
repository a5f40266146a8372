using System.Globalization;
using System.Net;
using System.Text;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>The state as a picture: a badge for readmes, an icon for the browser's tab.</summary>
internal static class Badge
{
    public static string Svg(PageSnapshot page)
    {
        var whole = FeedDocument.Clean(page.Page.Name);
        var name = whole.Length > 40 ? whole[..(char.IsHighSurrogate(whole[38]) ? 38 : 39)] + "…" : whole;
        var state = StatuspageJson.Indicator(page.Overall).Description;
        var (left, right) = (Width(name) + 32, Width(state) + 16);
        var (encodedName, encodedState) = (WebUtility.HtmlEncode(name), WebUtility.HtmlEncode(state));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left
                + right}" height="20" role="img" aria-label="{encodedName}: {encodedState}"><title>{encodedName}: {encodedState}</title><clipPath id="r"><rect width="{left
                + right}" height="20" rx="4"/></clipPath><g clip-path="url(#r)"><rect width="{left}" height="20" fill="#3a3c40"/><rect x="{left}" width="{right}" height="20" fill="{Ink(
                page.Overall
            )}"/></g><circle cx="13" cy="10" r="4.500" fill="{Fill(
                page.Overall
            )}"/><g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="24" y="14" textLength="{Width(
                name
            )}">{encodedName}</text><text x="{left + 8}" y="14" textLength="{Width(
                state
            )}">{encodedState}</text></g></svg>
            """
        );
    }

    public static string Favicon(OverallState state) =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="{Fill(state)}"/><path d="{Shape(state)}" fill="none" stroke="#fff" stroke-width="3.500" stroke-linecap="round" stroke-linejoin="round"/></svg>""";

    /// <summary>
    /// The icon itself as an address, so that a tab shows the state of the page it holds and nothing is fetched for it.
    /// </summary>
    public static string FaviconAddress(OverallState state) =>
        "data:image/svg+xml," + Uri.EscapeDataString(Favicon(state));

    private static string Shape(OverallState state) =>
        state switch
        {
            OverallState.Operational => "m9.500 16.500 4.500 4.500 8.500-9.500",
            OverallState.Maintenance => "M16 9.500v7l4.500 3.500",
            OverallState.Degraded => "M16 9v8.500M16 22.500v.2",
            OverallState.PartlyOut => "M9.500 16h13",
            _ => "m11 11 10 10m0-10L11 21",
        };

    private static string Fill(OverallState state) =>
        state switch
        {
            OverallState.Operational => "#3aa569",
            OverallState.Maintenance => "#5b86e0",
            OverallState.Degraded => "#bd8b10",
            OverallState.PartlyOut => "#e37322",
            _ => "#d93a31",
        };

    /// <summary>Dark enough for white text.</summary>
    private static string Ink(OverallState state) =>
        state switch
        {
            OverallState.Operational => "#1e7a46",
            OverallState.Maintenance => "#2f5bb7",
            OverallState.Degraded => "#8a6100",
            OverallState.PartlyOut => "#a8480a",
            _ => "#b3261e",
        };

    /// <summary>About what Verdana 11 takes, in pixels; the text is told to fit.</summary>
    private static int Width(string text) =>
        (int)
            Math.Ceiling(
                text.EnumerateRunes()
                    .Sum(r =>
                        r.Value > 0x2e80 ? 11
                        : "iljt.,:' ".Contains((char)r.Value, StringComparison.Ordinal) ? 4.2
                        : char.IsUpper((char)r.Value) ? 8
                        : 6.7
                    )
            );
}
