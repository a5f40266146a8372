using System.Net;
using System.Text;
using Pharos.Web;

namespace Pharos.StatusPages.Notices;

/// <summary>
/// The updates that an email shows. Gmail hides everything after 102,400 bytes of HTML, including the link to
/// unsubscribe, so the texts of all updates together have a limit.
/// </summary>
/// <param name="Entries">Newest first.</param>
/// <param name="IsShortened">Whether a text is cut or an update is left out.</param>
internal sealed record EmailEntries(IReadOnlyList<EmailEntry> Entries, bool IsShortened)
{
    /// <summary>The limit for all updates together, in bytes of HTML.</summary>
    private const int MaxBytes = 40_000;

    /// <summary>What an update needs besides its text, in bytes of HTML.</summary>
    private const int Frame = 400;

    /// <summary>The length of a text that is cut, in UTF-16 code units.</summary>
    private const int CutLength = 4000;

    /// <param name="newestFirst">All updates.</param>
    public static EmailEntries From(IEnumerable<NoticeEntry> newestFirst)
    {
        var (shown, left, shortened) = (new List<EmailEntry>(), MaxBytes, false);
        foreach (var entry in newestFirst)
        {
            var text = entry.Description;
            var html = SafeMarkdown.Html(text, below: 1);
            if (Encoding.UTF8.GetByteCount(html) + Frame > left)
            {
                shortened = true;
                if (shown.Count > 0)
                    break;
                text = SafeMarkdown.Lines(text, CutLength);
                html = "<p>" + WebUtility.HtmlEncode(text).Replace("\n", "<br>", StringComparison.Ordinal) + "</p>";
            }

            left -= Encoding.UTF8.GetByteCount(html) + Frame;
            shown.Add(new EmailEntry(entry, text.Trim(), html));
        }

        return new EmailEntries(shown, shortened);
    }
}

/// <summary>An update in an email.</summary>
/// <param name="Text">Its description for the plain-text part.</param>
/// <param name="Html">Its description for the HTML part.</param>
internal sealed record EmailEntry(NoticeEntry Entry, string Text, string Html);
