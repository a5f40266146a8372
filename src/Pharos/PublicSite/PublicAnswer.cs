using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Pharos.PublicSite;

/// <summary>Sends copies: the encoding the client takes, 304 when it has it already, and leave to caches to carry a spike and to outlive us.</summary>
internal static class PublicAnswer
{
    public const string CacheControl = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";

    public static async Task Send(HttpContext context, Copy copy, bool varyByLanguage)
    {
        var (body, etag, encoding) = Choose(context.Request.Headers.AcceptEncoding, copy);
        var response = context.Response;
        var headers = response.Headers;
        headers.CacheControl = CacheControl;
        headers.ETag = etag;
        headers.Vary = varyByLanguage ? "Accept-Encoding, Accept-Language" : "Accept-Encoding";
        headers.XContentTypeOptions = "nosniff";
        if (Has(context.Request.Headers.IfNoneMatch, copy))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = copy.ContentType;
        response.ContentLength = body.Length;
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        if (HttpMethods.IsGet(context.Request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Whether the client has this copy, in whichever encoding it got it.</summary>
    private static bool Has(StringValues ifNoneMatch, Copy copy)
    {
        if (ifNoneMatch.Count == 0)
            return false;
        foreach (var value in ifNoneMatch)
        {
            if (value is not null
                && (value == "*" || value.Contains(copy.ETag, StringComparison.Ordinal) || value.Contains(copy.BrotliETag, StringComparison.Ordinal)
                    || value.Contains(copy.GzipETag, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static (byte[] Body, string ETag, string? Encoding) Choose(StringValues acceptEncoding, Copy copy)
    {
        if (acceptEncoding.Count == 0 || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var wishes))
            return (copy.Plain, copy.ETag, null);
        bool brotli = false, gzip = false;
        foreach (var wish in wishes)
        {
            if (wish.Quality is 0)
                continue;
            brotli |= wish.Value.Equals("br", StringComparison.OrdinalIgnoreCase);
            gzip |= wish.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        }

        return brotli ? (copy.Brotli, copy.BrotliETag, "br")
            : gzip ? (copy.Gzip, copy.GzipETag, "gzip")
            : (copy.Plain, copy.ETag, null);
    }
}
