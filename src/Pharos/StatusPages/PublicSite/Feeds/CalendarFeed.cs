using System.Globalization;
using System.Text;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>The page's maintenances as an iCalendar feed (RFC 5545).</summary>
internal static class CalendarFeed
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>The duration shown for a maintenance without a planned end, in seconds.</summary>
    private const long DefaultLength = 3600;

    public static byte[] Write(PageSnapshot page, PageAddress address)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN", "VCALENDAR");
        Line(text, "VERSION", "2.0");
        Line(text, "PRODID", "-//Pharos//Status page//EN");
        Line(text, "CALSCALE", "GREGORIAN");
        Line(text, "X-WR-CALNAME", Escape(page.Page.Name));
        foreach (var e in page.Changes.Where(e => e.Type == ChangeType.Maintenance))
        {
            Line(text, "BEGIN", "VEVENT");
            Line(text, "UID", string.Create(CultureInfo.InvariantCulture, $"{e.ChangeId}@{page.Page.PageId}.pharos"));
            Line(text, "DTSTAMP", Time(e.UpdatedAt));
            Line(text, "LAST-MODIFIED", Time(e.UpdatedAt));
            Line(text, "DTSTART", Time(e.StartAt));
            Line(
                text,
                "DTEND",
                Time(
                    Math.Max(e.CloseAt ?? 0, e.StartAt) is var end && end > e.StartAt ? end : e.StartAt + DefaultLength
                )
            );
            Line(text, "SUMMARY", Escape(e.Title));
            Line(
                text,
                "DESCRIPTION",
                Escape(
                    string.Join(
                        "\n\n",
                        ((RenderedMarkdown[])[e.Description, e.Updates[^1].Text])
                            .Select(p => p.Lines)
                            .Where(p => p.Length > 0)
                            .Distinct(StringComparer.Ordinal)
                    )
                )
            );
            Line(text, "URL", address.Change(e.ChangeId));
            Line(text, "STATUS", "CONFIRMED");
            Line(text, "TRANSP", "TRANSPARENT");
            Line(text, "END", "VEVENT");
        }

        Line(text, "END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) =>
        string.Concat(FeedDocument.Clean(text).ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c)))
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(";", @"\;", StringComparison.Ordinal)
            .Replace(",", @"\,", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);

    /// <summary>Folds lines at 75 octets, never within a character.</summary>
    private static void Line(StringBuilder text, string name, string value)
    {
        var octets = 0;
        foreach (var rune in (name + ":" + value).EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 75)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
