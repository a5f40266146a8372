using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Views;

/// <summary>
/// A component's days as one SVG. One path per state keeps the size of thirty components small. Days with changes are
/// links with a tooltip. The tooltips of quiet days are drawn once per page and reused. The links are not tab stops, of
/// which there would be hundreds: the list below the SVG has the same days.
/// </summary>
internal static class UptimeBars
{
    private const int Pitch = 10;
    private const int Width = 7;
    private const int Height = 34;

    /// <summary>The tooltips of quiet days, which <see cref="For"/> references.</summary>
    public static MarkupString QuietDays(Site site)
    {
        var days = site.Page.ShownComponents.Select(c => c.Days).FirstOrDefault(d => d.Count > 0) ?? [];
        if (days.Count == 0)
            return default;
        var svg = new StringBuilder(
            "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"shapes\"><g id=\"days\" fill=\"transparent\">"
        );
        for (var i = 0; i < days.Count; i++)
            svg.Append("<path d=\"")
                .Append(Cell(i))
                .Append("\"><title>")
                .Append(Encode(Tooltip(site, days[i] with { Worst = ComponentStatus.Operational, DownSeconds = 0 })))
                .Append("</title></path>");
        return new MarkupString(svg.Append("</g></svg>").ToString());
    }

    public static MarkupString For(Site site, VisibleComponent component)
    {
        var days = component.Days;
        var svg = new StringBuilder(1024);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"bars\" viewBox=\"0 0 {(days.Count * Pitch) - (Pitch - Width)} {Height}\" "
                + $"preserveAspectRatio=\"none\" role=\"group\" aria-label=\"{Encode(Label(site, component))}\">"
        );
        foreach (
            var state in days.Select((day, i) => (Day: day, Index: i))
                .GroupBy(d => d.Day.Worst)
                .OrderBy(g => g.Key is null ? -1 : (int)g.Key)
        )
        {
            svg.Append("<path class=\"")
                .Append(state.Key is { } worst ? StatusIcon.Name(worst) : "none")
                .Append("\" d=\"");
            foreach (var run in state)
                AppendShape(svg, state.Key, run.Index * Pitch);
            svg.Append("\"/>");
        }

        svg.Append("<use href=\"#days\" aria-hidden=\"true\"/>");
        var unknown = days.TakeWhile(d => d.Worst is null).Count();
        if (unknown > 0)
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"hit\" d=\"M-1 "
                    + $"0h{unknown * Pitch}v{Height}H-1z\"><title>{Encode(site.T[SiteTexts.UptimeNone])}</title></path>"
            );
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].ChangeIds.Count > 0)
                AppendLink(svg, site, days[i], i);
        }

        return new MarkupString(svg.Append("</svg>").ToString());
    }

    /// <summary>Such as <c>27 May 2026: Full outage, down 2 h</c>.</summary>
    public static string Tooltip(Site site, UptimeDay day)
    {
        var (date, state) = (Times.Day(day.Date, site.T), site.T.Text(day.Worst ?? ComponentStatus.Operational));
        return day.DownSeconds > 0
            ? site.T.Fill(SiteTexts.BarDown, date, state, site.T.Duration(day.DownSeconds))
            : site.T.Fill(SiteTexts.BarDay, date, state);
    }

    /// <summary>The number of days with changes, as text.</summary>
    public static string Count(Localizer words, int days) =>
        days == 1 ? words[SiteTexts.DaysWithEventsOne] : words.Fill(SiteTexts.DaysWithEvents, days);

    /// <summary>The text alternative; it covers quiet days too.</summary>
    private static string Label(Site site, VisibleComponent component)
    {
        var (name, known) = (component.Row.Name, component.Days.SkipWhile(d => d.Worst is null).ToList());
        if (known.Count == 0)
            return site.T.Fill(SiteTexts.BarDay, name, site.T[SiteTexts.UptimeNone]);
        var daysWithChanges = known.Count(d => d.ChangeIds.Count > 0);
        if (known.Count == component.Days.Count)
            return daysWithChanges == 0
                ? site.T.Fill(SiteTexts.BarsQuiet, name)
                : site.T.Fill(SiteTexts.BarsLabel, name, Count(site.T, daysWithChanges));
        // A younger component has no data for the earlier days.
        var since = Times.Day(known[0].Date, site.T);
        return daysWithChanges == 0
            ? site.T.Fill(SiteTexts.BarsQuietSince, name, since)
            : site.T.Fill(SiteTexts.BarsLabelSince, name, Count(site.T, daysWithChanges), since);
    }

    /// <summary>
    /// Each state has its own shape, so that it does not depend on color; bad states are taller than good ones.
    /// </summary>
    private static void AppendShape(StringBuilder svg, ComponentStatus? worst, int x)
    {
        switch (worst)
        {
            case null:
                Bar(28, Height);
                break;
            case ComponentStatus.Operational:
                Bar(5, Height);
                break;
            case ComponentStatus.UnderMaintenance:
                Bar(5, 13);
                Bar(16, Height);
                break;
            case ComponentStatus.Degraded:
                Bar(0, 23);
                Bar(26, Height);
                break;
            case ComponentStatus.PartialOutage:
                Bar(0, 15);
                Bar(19, Height);
                break;
            default:
                Bar(0, Height);
                break;
        }

        void Bar(int top, int bottom) =>
            svg.Append(CultureInfo.InvariantCulture, $"M{x} {top}h{Width}v{bottom - top}h-{Width}z");
    }

    private static void AppendLink(StringBuilder svg, Site site, UptimeDay day, int index)
    {
        var titles = day.ChangeIds.Select(id => site.Page.Change(id)).OfType<VisibleChange>().Select(e => e.Title);
        var label = Encode(Tooltip(site, day) + " · " + string.Join(" · ", titles));
        var link =
            day.ChangeIds.Count == 1 || site.Page.Change(day.ChangeIds[0]) is not { } first
                ? site.Links.Change(day.ChangeIds[0])
                : InHistory(site, first);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<a href=\"{Encode(link)}\" tabindex=\"-1\"><title>{label}</title><path class=\"hit\" "
                + $"d=\"{Cell(index)}\"/></a>"
        );
    }

    /// <summary>The place that lists all changes of the day: the month in which the first of them began.</summary>
    private static string InHistory(Site site, VisibleChange e)
    {
        var month = SiteViews.MonthOf(e.StartAt, site.Page.Zone);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{site.Links.Month(month.Year, month.Month)}#e{e.ChangeId}"
        );
    }

    private static string Cell(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"M{(index * Pitch) - 1} 0h{Pitch}v{Height}h-{Pitch}z");

    private static string Encode(string text) => WebUtility.HtmlEncode(HumanText.Printable(text));
}
