using System.Buffers;
using System.Globalization;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>
/// The limits of texts in events, in characters. What is too long is cut, because a long text is no reason to lose an
/// alert.
/// </summary>
internal static class EventText
{
    public const int MaxTitle = 512;
    public const int MaxDescription = 2048;
    public const int MaxLabelName = 128;
    public const int MaxLabelValue = 2048;

    /// <summary>The characters of most texts, which need no work.</summary>
    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
    ]);

    /// <summary>A clean text on one line.</summary>
    public static string Line(string text, int max) =>
        text.Length <= max && text is [not ' ', .., not ' '] && !text.AsSpan().ContainsAnyExcept(PrintableAscii)
            ? text
            : Cut(HumanText.Clean(Shorten(text, max)).ReplaceLineEndings(" ").Replace('\t', ' ').Trim(), max).TrimEnd();

    /// <summary>A clean text that may have several lines.</summary>
    public static string Paragraphs(string text, int max) => Cut(HumanText.Clean(Shorten(text, max)).Trim(), max);

    /// <summary>An http or https address of at most 2,048 characters; empty for everything else.</summary>
    public static string Link(string text) =>
        text.Length <= MaxLabelValue
        && Uri.TryCreate(text, UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps)
            ? HumanText.Clean(text).Trim()
            : "";

    public static string Cut(string text, int max)
    {
        if (text.Length <= max)
            return text;
        var end = 0;
        for (var characters = 0; characters < max && end < text.Length; characters++)
            end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
        return end == text.Length ? text : text[..end];
    }

    /// <summary>
    /// A time in unix seconds, from a text in ISO 8601 (in UTC if it has no offset) or in unix seconds; null if it is
    /// neither, or not between 1970 and 9998.
    /// </summary>
    public static long? Time(string text)
    {
        long? seconds =
            text.Length is 0 or > 64 ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number is >= 1 and <= Validate.MaxSeconds
                    ? (long)number
                    : null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? time.ToUnixTimeSeconds()
            : null;
        return seconds is >= 1 and <= Validate.MaxSeconds ? seconds : null;
    }

    /// <summary>Bounds the work of cleaning a text of megabytes.</summary>
    private static string Shorten(string text, int max) => text.Length <= 4 * max ? text : text[..(4 * max)];
}
