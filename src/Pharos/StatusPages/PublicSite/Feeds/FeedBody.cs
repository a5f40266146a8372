using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>
/// A change's content in feed readers: the introduction, the updates, newest first, and the affected components.
/// </summary>
internal static class FeedBody
{
    /// <summary>An event can affect a thousand components; readers want to know which kind.</summary>
    private const int MaxNames = 20;

    private static readonly Localizer Words = new(Language.English);

    public static string Html(PageSnapshot page, VisibleChange e)
    {
        var html = new StringBuilder();
        if (e.Introduction is { } introduction)
            html.Append(introduction.Html(3));
        foreach (var update in e.Updates.Reverse())
        {
            html.Append("<p><small>")
                .Append(Time(update.AtSeconds, page.Zone))
                .Append("</small><br><strong>")
                .Append(Words.Text(update.StatusAfter))
                .Append("</strong></p>")
                .Append(update.Text.Html(3));
        }

        var names = e.Components.Select(c => HumanText.Isolate(page.Components[c.ComponentId].Name)).ToList();
        if (names.Count > 0)
            html.Append("<p>")
                .Append(
                    WebUtility.HtmlEncode(
                        names.Count <= MaxNames
                            ? Words.Fill(SiteTexts.Affects, string.Join(", ", names))
                            : Words.Fill(
                                SiteTexts.AffectsMore,
                                string.Join(", ", names.Take(MaxNames)),
                                names.Count - MaxNames
                            )
                    )
                )
                .Append("</p>");
        return FeedDocument.Clean(html.ToString());
    }

    private static string Time(long seconds, DateTimeZone zone) => Times.FullWithOffset(seconds, zone, Words);
}
