using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>
/// A message to a webhook, before it is put into a platform's format. All of it is plain text: none of it is markup.
/// </summary>
/// <param name="Title">One line.</param>
/// <param name="Body">Many lines, the newest first.</param>
/// <param name="LinkText">The text of the link at the end.</param>
internal sealed record WebhookMessage(string Title, string Body, string LinkText, string LinkUrl, Language Language)
{
    /// <summary>Cuts a text to so many bytes of UTF-8, with an ellipsis where something is left out.</summary>
    public static string Cut(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var cut = new StringBuilder();
        var left = most - 3;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
                break;
            cut.Append(rune.ToString());
        }

        return cut + "…";
    }
}
