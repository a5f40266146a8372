using System.Globalization;
using Microsoft.Extensions.Primitives;
using Pharos.StatusPages.PublicSite.Cache;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Sends cached pages: negotiates the encoding, answers 304 to a matching ETag, and lets shared caches absorb spikes
/// and serve stale pages during an outage.
/// </summary>
internal static class PublicResponse
{
    public const string CacheControl = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";

    public static Task Send(HttpContext context, CachedPage cached, bool varyByLanguage)
    {
        var (body, etag, encoding) = Choose(context.Request.Headers.AcceptEncoding, cached);
        var response = context.Response;
        var headers = response.Headers;
        headers.CacheControl = CacheControl;
        headers.ETag = etag;
        headers.Vary = varyByLanguage ? "Accept-Encoding, Accept-Language" : "Accept-Encoding";
        headers.XContentTypeOptions = "nosniff";
        if (cached.AsOf is { } time)
        {
            // Feeds and badges have no room for a stale banner. Scripts on other sites may read Last-Modified (CORS
            // safelist).
            headers.LastModified = time.ToString("r", CultureInfo.InvariantCulture);
            headers.Warning = "110 - \"Response is Stale\"";
        }

        if (Has(context.Request.Headers.IfNoneMatch, cached))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return Write(context, cached.ContentType, body, encoding);
    }

    /// <summary>Sends the selected encoding of the body; only its headers for HEAD.</summary>
    public static Task Write(HttpContext context, string contentType, byte[] body, string? encoding)
    {
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (encoding is not null)
            response.Headers.ContentEncoding = encoding;
        return HttpMethods.IsGet(context.Request.Method)
            ? response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted)
            : Task.CompletedTask;
    }

    /// <summary>The smallest encoding that the client accepts.</summary>
    public static (byte[] Body, string ETag, string? Encoding) Choose(StringValues acceptEncoding, CachedPage cached)
    {
        bool brotli = false,
            gzip = false;
        foreach (var header in acceptEncoding)
        {
            foreach (var part in header.AsSpan().Split(','))
            {
                var wish = header.AsSpan()[part];
                var end = wish.IndexOf(';');
                if (end >= 0 && IsRefused(wish[(end + 1)..]))
                    continue;
                var name = (end < 0 ? wish : wish[..end]).Trim();
                brotli |= name.Equals("br", StringComparison.OrdinalIgnoreCase);
                gzip |= name.Equals("gzip", StringComparison.OrdinalIgnoreCase);
            }
        }

        return brotli ? (cached.Brotli, cached.BrotliETag, "br")
            : gzip ? (cached.Gzip, cached.GzipETag, "gzip")
            : (cached.Plain, cached.ETag, null);
    }

    /// <summary>Whether the client has this version, in any encoding.</summary>
    private static bool Has(StringValues ifNoneMatch, CachedPage cached)
    {
        if (ifNoneMatch.Count == 0)
            return false;
        foreach (var value in ifNoneMatch)
        {
            if (
                value is not null
                && (
                    value == "*"
                    || value.Contains(cached.ETag, StringComparison.Ordinal)
                    || value.Contains(cached.BrotliETag, StringComparison.Ordinal)
                    || value.Contains(cached.GzipETag, StringComparison.Ordinal)
                )
            )
                return true;
        }

        return false;
    }

    /// <summary>Whether a quality is zero, such as <c>q=0</c> or <c>q=0.000</c>.</summary>
    private static bool IsRefused(ReadOnlySpan<char> parameters)
    {
        var text = parameters.Trim();
        return text.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && text[2..].Trim() is ['0', .. var rest]
            && rest.IndexOfAnyExcept('.', '0') < 0;
    }
}
