using System.Globalization;
using Pharos.Http;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Sends cached pages, and lets shared caches absorb spikes and serve stale pages during an outage.
/// </summary>
internal static class PublicResponse
{
    public const string CacheControl = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";

    public static Task Send(HttpContext context, CachedPage cached, bool varyByLanguage)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = CacheControl;
        // Other sites show badges and banners, and frame pages.
        headers[SecurityHeaders.ResourcePolicy] = SecurityHeaders.AnySite;
        if (cached.AsOf is { } time)
        {
            // Feeds and badges have no room for a stale banner. Scripts on other sites may read Last-Modified (CORS
            // safelist).
            headers.LastModified = time.ToString("r", CultureInfo.InvariantCulture);
            headers.Warning = "110 - \"Response is Stale\"";
        }

        return EncodedResponse.Send(
            context,
            cached,
            varyByLanguage ? "Accept-Encoding, Accept-Language" : "Accept-Encoding"
        );
    }
}
