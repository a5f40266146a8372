using System.Net;
using System.Text;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>Marks a last good copy with the time it is from.</summary>
internal static class Copying
{
    /// <summary>Where the notice goes; renders to nothing.</summary>
    public const string StaleMark = "<!--as-of-->";

    public static Func<Copy, DateTimeOffset, Copy> Notice(Localizer words) => (copy, madeAt) =>
    {
        if (!copy.ContentType.StartsWith("text/html", StringComparison.Ordinal))
            return copy;
        var html = Encoding.UTF8.GetString(copy.Plain).Replace(StaleMark, NoticeOf(madeAt.ToUnixTimeSeconds(), copy.Zone ?? TimeZoneInfo.Utc, words), StringComparison.Ordinal);
        return Copy.From(html, copy.ContentType);
    };

    /// <summary>What stands at that place: nothing to see, or the notice.</summary>
    public static string NoticeOf(PageSnapshot page, Localizer words) => page.IsLastGood ? NoticeOf(page.Now, page.Zone, words) : StaleMark;

    private static string NoticeOf(long seconds, TimeZoneInfo zone, Localizer words) =>
        $"<p class=\"stale\" role=\"alert\">{WebUtility.HtmlEncode(words.Fill(SiteTexts.StaleNotice, Times.Full(seconds, zone, words)))}</p>";
}
