using System.Net;
using System.Text;
using Pharos.Api.Envelope;

namespace Pharos.PublicSite;

/// <summary>Marks a last good copy with the time it is from.</summary>
internal static class Copying
{
    /// <summary>Where the notice goes; renders to nothing.</summary>
    public const string StaleMark = "<!--as-of-->";

    public static Func<Copy, DateTimeOffset, Copy> Notice(Wording words) => (copy, madeAt) =>
    {
        if (!copy.ContentType.StartsWith("text/html", StringComparison.Ordinal))
            return copy;
        var notice = words.Fill("StaleNotice", Times.Full(madeAt.ToUnixTimeSeconds(), TimeZoneInfo.Utc, words));
        var html = Encoding.UTF8.GetString(copy.Plain)
            .Replace(StaleMark, $"<p class=\"stale\" role=\"alert\">{WebUtility.HtmlEncode(notice)}</p>", StringComparison.Ordinal);
        return Copy.Of(html, copy.ContentType);
    };
}
