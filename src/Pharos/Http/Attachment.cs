namespace Pharos.Http;

/// <summary>A file that is answered in place of the envelope.</summary>
/// <param name="FileName">ASCII letters, digits, hyphens, dots.</param>
/// <param name="WriteTo">Writes the file piece by piece: it may be larger than memory should hold.</param>
internal sealed record Attachment(string FileName, Func<Stream, CancellationToken, Task> WriteTo)
{
    /// <param name="context">Whose answer it is.</param>
    /// <param name="mediaType">Of text, which is in UTF-8.</param>
    public async Task Write(HttpContext context, string mediaType)
    {
        context.Response.ContentType = mediaType + "; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        // Nothing in it is ever to be shown as a page of ours.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await WriteTo(context.Response.Body, context.RequestAborted);
    }
}
