using System.Globalization;
using System.Text;
using NodaTime;
using Pharos.Kernel;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;
using Pharos.Web;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>The page's maintenances as an iCalendar feed (RFC 5545).</summary>
internal static class CalendarFeed
{
    public const string ContentType = "text/calendar; charset=utf-8";

    /// <summary>How often subscribed calendars should read the feed again: within an hour of a change.</summary>
    private const string Refresh = "PT1H";

    /// <summary>The overrun of a maintenance counts in these steps, in seconds: the feed changes rarely.</summary>
    private const long OverrunStep = 3600;

    /// <summary>More than the overrun steps that are counted, so that every revision gets a higher sequence.</summary>
    private const long StepsPerRevision = 1000;

    public static byte[] Write(PageSnapshot page, PageAddress address)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN", "VCALENDAR");
        Line(text, "VERSION", "2.0");
        Line(text, "PRODID", "-//Pharos//Status page//EN");
        Line(text, "CALSCALE", "GREGORIAN");
        Line(text, "NAME", Escape(page.Page.Name));
        Line(text, "X-WR-CALNAME", Escape(page.Page.Name));
        Line(text, "X-WR-TIMEZONE", page.Zone.Id);
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION", Refresh);
        Line(text, "X-PUBLISHED-TTL", Refresh);
        // A calendar needs at least one component, also without maintenances.
        Zone(text, page.Zone, page.Now);
        foreach (var e in page.Changes.Where(e => e.Type == ChangeType.Maintenance))
            Maintenance(text, page, address, e);
        Line(text, "END", "VCALENDAR");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Maintenance(StringBuilder text, PageSnapshot page, PageAddress address, VisibleChange e)
    {
        var isRunning = !e.IsOver && e.HasBegun(page.Now);
        // A maintenance that ended before it began was called off.
        var isOff = e.IsOver && e.CloseAt <= e.StartAt && e.Updates.All(u => u.StatusAfter != ChangeStatus.Ongoing);
        var start = isRunning || (e.IsOver && !isOff) ? e.BeganAt : e.StartAt;
        var planned = Math.Max(e.CloseAt ?? 0, start);
        var overrun = isRunning ? Math.Max(0, (page.Now - planned + OverrunStep) / OverrunStep) : 0;
        var end = planned + (overrun * OverrunStep);
        Line(text, "BEGIN", "VEVENT");
        Line(text, "UID", string.Create(CultureInfo.InvariantCulture, $"{e.ChangeId}@{page.Page.PageId}.pharos"));
        var changedAt = overrun > 0 ? Math.Max(e.UpdatedAt, end - OverrunStep) : e.UpdatedAt;
        Line(text, "DTSTAMP", Time(changedAt));
        Line(text, "LAST-MODIFIED", Time(changedAt));
        Line(text, "SEQUENCE", Sequence(e.Revision, overrun));
        Line(text, "DTSTART", Time(start));
        // Without a planned end, the event has none either until it runs.
        if (end > start && !isOff)
            Line(text, "DTEND", Time(end));
        Line(text, "SUMMARY", Escape(e.Title));
        Line(text, "DESCRIPTION", Escape(Description(e)));
        Line(text, "URL", address.Change(e.ChangeId));
        Line(text, "STATUS", isOff ? "CANCELLED" : "CONFIRMED");
        Line(text, "TRANSP", "TRANSPARENT");
        Line(text, "END", "VEVENT");
    }

    private static string Description(VisibleChange e)
    {
        var words = new Localizer(Language.English);
        var parts = ((RenderedMarkdown[])[e.Description, e.Updates[^1].Text])
            .Select(p => p.Lines)
            .Where(p => p.Length > 0)
            .Distinct(StringComparer.Ordinal);
        return string.Join(
            "\n\n",
            e is { IsOver: false, CloseAt: null } ? parts.Append(words[SiteTexts.CalendarNoEnd]) : parts
        );
    }

    /// <summary>Grows with every write, and with every step of an overrun in between. Clients expect 31 bits.</summary>
    private static string Sequence(long revision, long overrun) =>
        Math.Min((revision * StepsPerRevision) + Math.Min(overrun, StepsPerRevision - 1), int.MaxValue)
            .ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The page's zone, with the clock changes from last year to the next but one. All times in the feed are in UTC, so
    /// this only tells what the local times are.
    /// </summary>
    private static void Zone(StringBuilder text, DateTimeZone zone, long now)
    {
        Line(text, "BEGIN", "VTIMEZONE");
        Line(text, "TZID", zone.Id);
        var from = Instant.FromUnixTimeSeconds(now);
        foreach (var interval in zone.GetZoneIntervals(from - Duration.FromDays(366), from + Duration.FromDays(732)))
        {
            var since = interval.HasStart ? interval.Start.ToUnixTimeSeconds() : 0;
            var before = since > 0 ? zone.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;
            var part = interval.Savings == Offset.Zero ? "STANDARD" : "DAYLIGHT";
            Line(text, "BEGIN", part);
            Line(text, "DTSTART", Time(Math.Max(since, 0) + before.Seconds)[..^1]);
            Line(text, "TZOFFSETFROM", OffsetText(before));
            Line(text, "TZOFFSETTO", OffsetText(interval.WallOffset));
            Line(text, "TZNAME", interval.Name);
            Line(text, "END", part);
        }

        Line(text, "END", "VTIMEZONE");
    }

    private static string OffsetText(Offset offset)
    {
        var minutes = Math.Abs(offset.Seconds) / 60;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(offset.Seconds < 0 ? '-' : '+')}{minutes / 60:00}{minutes % 60:00}"
        );
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
