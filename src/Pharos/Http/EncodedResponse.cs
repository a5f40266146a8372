using Microsoft.Extensions.Primitives;

namespace Pharos.Http;

/// <summary>Sends an <see cref="EncodedBody"/>: negotiates the encoding and answers 304 to a matching ETag.</summary>
internal static class EncodedResponse
{
    /// <summary>Sends the body, or 304 if the client has it.</summary>
    /// <param name="vary">The header Vary.</param>
    public static Task Send(HttpContext context, EncodedBody encoded, string vary = "Accept-Encoding")
    {
        var (body, etag, encoding) = Choose(context.Request.Headers.AcceptEncoding, encoded);
        var headers = context.Response.Headers;
        headers.ETag = etag;
        headers.Vary = vary;
        if (!Has(context.Request.Headers.IfNoneMatch, encoded))
            return Write(context, encoded.ContentType, body, encoding);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
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
    public static (byte[] Body, string ETag, string? Encoding) Choose(StringValues acceptEncoding, EncodedBody encoded)
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

        return brotli ? (encoded.Brotli, encoded.BrotliETag, "br")
            : gzip ? (encoded.Gzip, encoded.GzipETag, "gzip")
            : (encoded.Plain, encoded.ETag, null);
    }

    /// <summary>Whether the client has this version, in any encoding.</summary>
    private static bool Has(StringValues ifNoneMatch, EncodedBody encoded)
    {
        if (ifNoneMatch.Count == 0)
            return false;
        foreach (var value in ifNoneMatch)
        {
            if (
                value is not null
                && (
                    value == "*"
                    || value.Contains(encoded.ETag, StringComparison.Ordinal)
                    || value.Contains(encoded.BrotliETag, StringComparison.Ordinal)
                    || value.Contains(encoded.GzipETag, StringComparison.Ordinal)
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
