namespace Pharos.Http;

/// <summary>A file that is sent instead of the envelope.</summary>
/// <param name="FileName">ASCII letters, digits, hyphens, dots.</param>
/// <param name="WriteTo">
/// Writes the file in pieces, because it may be too large for memory. Runs after the operation's snapshot has ended and
/// must not keep one of its own while it writes, because the client may read slowly.
/// </param>
internal sealed record Attachment(string FileName, Func<Stream, CancellationToken, Task> WriteTo)
{
    /// <summary>Sends the file as the response.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mediaType">A text media type; the encoding is UTF-8.</param>
    public async Task Write(HttpContext context, string mediaType)
    {
        context.Response.ContentType = mediaType + "; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        await WriteTo(context.Response.Body, context.RequestAborted);
    }
}
