using System.Globalization;
using System.Net;
using System.Text;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>The state as an image: a badge for readmes, and the favicon.</summary>
internal static class Badge
{
    private const string Fonts = "Verdana,DejaVu Sans,sans-serif";

    public static string Svg(PageSnapshot page)
    {
        var full = FeedDocument.Clean(page.Page.Name);
        var name = full.Length > 40 ? full[..(char.IsHighSurrogate(full[38]) ? 38 : 39)] + "…" : full;
        var state = new Localizer(Kernel.Language.English).Text(page.Overall);
        var (nameWidth, stateWidth) = (Width(name), Width(state));
        var (left, right) = (nameWidth + 32, stateWidth + 16);
        var (width, stateX) = (left + right, left + 8);
        var (nameHtml, stateHtml) = (WebUtility.HtmlEncode(name), WebUtility.HtmlEncode(state));
        var (dot, ground) = (Fill(page.Overall), Ink(page.Overall));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" """
                + $"""aria-label="{nameHtml}: {stateHtml}"><title>{nameHtml}: {stateHtml}</title>"""
                + $"""<clipPath id="r"><rect width="{width}" height="20" rx="4"/></clipPath>"""
                + $"""<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#3a3c40"/>"""
                + $"""<rect x="{left}" width="{right}" height="20" fill="{ground}"/></g>"""
                + $"""<circle cx="13" cy="10" r="4.500" fill="{dot}"/>"""
                + $"""<g fill="#fff" font-family="{Fonts}" font-size="11">"""
                + $"""<text x="24" y="14" textLength="{nameWidth}">{nameHtml}</text>"""
                + $"""<text x="{stateX}" y="14" textLength="{stateWidth}">{stateHtml}</text></g></svg>"""
        );
    }

    public static string Favicon(OverallState state) =>
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">"""
        + $"""<circle cx="16" cy="16" r="14" fill="{Fill(state)}"/>"""
        + $"""<path d="{Shape(state)}" fill="none" stroke="#fff" stroke-width="3.500" """
        + """stroke-linecap="round" stroke-linejoin="round"/></svg>""";

    /// <summary>
    /// The favicon as a data URI, so that a tab shows the state of the loaded page without another request.
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

    public static string Fill(OverallState state) =>
        state switch
        {
            OverallState.Operational => "#3aa569",
            OverallState.Maintenance => "#5b86e0",
            OverallState.Degraded => "#bd8b10",
            OverallState.PartlyOut => "#e37322",
            _ => "#d93a31",
        };

    /// <summary>Colors dark enough for white text.</summary>
    private static string Ink(OverallState state) =>
        state switch
        {
            OverallState.Operational => "#1e7a46",
            OverallState.Maintenance => "#2f5bb7",
            OverallState.Degraded => "#8a6100",
            OverallState.PartlyOut => "#a8480a",
            _ => "#b3261e",
        };

    /// <summary>The approximate width in pixels at Verdana 11px; the text is stretched to fit.</summary>
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
