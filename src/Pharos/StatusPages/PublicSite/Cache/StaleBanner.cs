using System.Net;
using System.Text;
using NodaTime;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>Tells readers of a stale page when its content was current.</summary>
internal static class StaleBanner
{
    /// <summary>The place of the banner in the HTML; invisible.</summary>
    public const string StaleMark = "<!--as-of-->";

    public static Func<CachedPage, DateTimeOffset, CachedPage> Notice(Localizer words) =>
        (page, madeAt) =>
        {
            if (!page.ContentType.StartsWith("text/html", StringComparison.Ordinal))
                return page;
            var banner = NoticeOf(madeAt.ToUnixTimeSeconds(), page.Zone ?? DateTimeZone.Utc, words);
            var html = Encoding.UTF8.GetString(page.Plain).Replace(StaleMark, banner, StringComparison.Ordinal);
            return page.With(html);
        };

    /// <summary>
    /// The HTML at the place of the banner: the banner if the snapshot is stale, else the invisible mark.
    /// </summary>
    public static string NoticeOf(PageSnapshot page, Localizer words) =>
        page.IsLastGood ? NoticeOf(page.Now, page.Zone, words) : StaleMark;

    private static string NoticeOf(long seconds, DateTimeZone zone, Localizer words)
    {
        var text = words.Fill(SiteTexts.StaleNotice, Times.Full(seconds, zone, words));
        return $"<p class=\"stale\" role=\"alert\">{WebUtility.HtmlEncode(text)}</p>";
    }
}
