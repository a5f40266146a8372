using System.Text;
using Pharos.Web;

namespace Pharos.StatusPages.Pages.Console.Settings.Branding;

/// <summary>Converts an uploaded image to the data URI that the API takes.</summary>
internal static class Picture
{
    /// <summary>The size limit of an image; see <see cref="Pharos.StatusPages.Pages.PageFields"/>.</summary>
    public const int MaxBytes = 512 << 10;

    /// <summary>The <c>accept</c> attribute of inputs.</summary>
    public const string Accept = ".png,.jpg,.jpeg,.gif,.webp,.svg,.ico";

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static ReadOnlySpan<byte> Jpeg => [0xff, 0xd8, 0xff];

    private static ReadOnlySpan<byte> Ico => [0, 0, 1, 0];

    /// <summary>
    /// The image as a data URI, or an error message. The content determines the type, not the file name.
    /// </summary>
    public static async Task<(string? DataUri, string? Wrong)> Read(
        IFormFile file,
        ConsoleLocalizer texts,
        CancellationToken cancel
    )
    {
        if (file.Length > MaxBytes)
            return (null, texts.Format(PageSettingsTexts.PictureTooLarge, (file.Length + 1023) >> 10));
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancel);
        return TypeOf(bytes.ToArray()) is { } type
            ? ($"data:{type};base64,{Convert.ToBase64String(bytes.ToArray())}", null)
            : (null, texts[PageSettingsTexts.PictureUnknown]);
    }

    /// <summary>The media type according to the content; null if it is not a supported image.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Png))
            return "image/png";
        if (bytes.StartsWith(Jpeg))
            return "image/jpeg";
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return "image/gif";
        if (bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8))
            return "image/webp";
        if (bytes.StartsWith(Ico))
            return "image/x-icon";
        return IsSvg(bytes) ? "image/svg+xml" : null;
    }

    /// <summary>Whether the content is XML with an svg root element.</summary>
    private static bool IsSvg(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[3..];
        while (true)
        {
            bytes = bytes.TrimStart(" \t\r\n"u8);
            ReadOnlySpan<byte> end;
            if (bytes.StartsWith("<?"u8))
                end = "?>"u8;
            else if (bytes.StartsWith("<!--"u8))
                end = "-->"u8;
            else if (bytes.StartsWith("<!DOCTYPE svg"u8))
                end = ">"u8;
            else
                return bytes.StartsWith("<svg"u8);
            var at = bytes.IndexOf(end);
            if (at < 0)
                return false;
            bytes = bytes[(at + end.Length)..];
        }
    }
}
