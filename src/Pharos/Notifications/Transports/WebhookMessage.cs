using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports;

/// <summary>
/// A message to a webhook, before conversion to a platform's format. All parts are plain text without markup.
/// </summary>
/// <param name="Title">One line.</param>
/// <param name="Body">Lines of text, the newest first.</param>
/// <param name="LinkText">The text of the link at the end.</param>
internal sealed record WebhookMessage(string Title, string Body, string LinkText, string LinkUrl, Language Language)
{
    /// <summary>The same message without characters that no output may contain.</summary>
    public WebhookMessage Printable() =>
        this with
        {
            Title = HumanText.Printable(Title),
            Body = HumanText.Printable(Body),
        };

    /// <summary>Cuts a text to a number of UTF-8 bytes; an ellipsis marks the cut.</summary>
    public static string Cut(string text, int max)
    {
        if (Encoding.UTF8.GetByteCount(text) <= max)
            return text;
        if (max < 3)
            return "";
        var cut = new StringBuilder();
        var left = max - 3;
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
