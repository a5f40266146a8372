using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Views;

/// <summary>
/// A component's days as one SVG. One path per state keeps the size of thirty components small: a run of days is one
/// rectangle, which a clip that all bars share cuts into rounded days. Below the bar, a day that was not operational
/// has a marker in the shape of its state, so that the state does not depend on color. Days with changes are links to
/// their entry in the list below the bars. These links are not tab stops, of which there would be hundreds: the list
/// has the same days. Tooltips of quiet days are written once per page and reused.
/// </summary>
internal static class UptimeBars
{
    private const int Pitch = 10;
    private const int Width = 7;
    private const int BarHeight = 26;
    private const int Height = 34;

    /// <summary>The clip and the tooltips of quiet days, to which all bars of the page refer.</summary>
    public static MarkupString Shapes(Site site)
    {
        var days = site.Page.ShownComponents.Select(c => c.Days).FirstOrDefault(d => d.Count > 0) ?? [];
        if (days.Count == 0)
            return default;
        var svg = new StringBuilder(
            "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"shapes\"><clipPath id=\"bars\"><path d=\"M0 2"
        );
        for (var i = 0; i < days.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : $"m{Pitch} 0")}{RoundedBar}");
        svg.Append("\"/></clipPath><g id=\"days\" fill=\"transparent\">");
        for (var i = 0; i < days.Count; i++)
            AppendHit(svg, i, Tooltip(site, days[i] with { Worst = ComponentStatus.Operational, DownSeconds = 0 }), "");
        return new MarkupString(svg.Append("</g></svg>").ToString());
    }

    public static MarkupString For(Site site, VisibleComponent component, int index)
    {
        var days = component.Days;
        var svg = Begin(days.Count, $"role=\"group\" aria-label=\"{Encode(Label(site, component))}\"");
        AppendStates(svg, days);
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
                AppendLink(svg, site, days[i], index, i);
        }

        return new MarkupString(svg.Append("</svg>").ToString());
    }

    /// <summary>
    /// The worst status of a section's components on each day. Only to look at: the components have the same in words.
    /// </summary>
    public static MarkupString ForSection(Site site, VisibleSection section)
    {
        var days = Worst(section);
        var svg = Begin(days.Count, "aria-hidden=\"true\"");
        AppendStates(svg, days);
        svg.Append("<use href=\"#days\"/>");
        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].Worst is null)
                AppendHit(svg, i, site.T[SiteTexts.UptimeNone], " class=\"hit\"");
            else if (days[i].Worst != ComponentStatus.Operational)
                AppendHit(svg, i, Tooltip(site, days[i]), " class=\"hit\"");
        }

        return new MarkupString(svg.Append("</svg>").ToString());
    }

    /// <summary>The address of a day within the page.</summary>
    /// <param name="component">The place of the component on the page.</param>
    /// <param name="day">The place of the day in the bars.</param>
    public static string DayId(int component, int day) =>
        string.Create(CultureInfo.InvariantCulture, $"d{component}-{day}");

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

    private static string RoundedBar { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"a2 2 0 0 1 2-2h{Width - 4}a2 2 0 0 1 2 2v{BarHeight - 4}a2 2 0 0 1-2 2h-{Width - 4}a2 2 0 0 1-2-2z"
        );

    private static List<UptimeDay> Worst(VisibleSection section)
    {
        List<UptimeDay> worst = [];
        foreach (var days in section.Components.Select(c => c.Days).Where(d => d.Count > 0))
        {
            for (var i = 0; i < days.Count; i++)
            {
                if (i == worst.Count)
                    worst.Add(days[i] with { DownSeconds = 0, ChangeIds = [] });
                else if (days[i].Worst is { } status && !(worst[i].Worst >= status))
                    worst[i] = worst[i] with { Worst = status };
            }
        }

        return worst;
    }

    private static StringBuilder Begin(int days, string attributes) =>
        new StringBuilder(1024).Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"bars\" viewBox=\"0 0 {(days * Pitch) - (Pitch - Width)} {Height}\" "
                + $"preserveAspectRatio=\"none\" {attributes}>"
        );

    private static void AppendStates(StringBuilder svg, IReadOnlyList<UptimeDay> days)
    {
        var states = days.Select((day, i) => (day.Worst, Index: i))
            .GroupBy(d => d.Worst)
            .OrderBy(g => g.Key is null ? -1 : (int)g.Key)
            .Select(g => (Status: g.Key, Days: g.Select(d => d.Index).ToList()))
            .ToList();
        svg.Append("<g clip-path=\"url(#bars)\">");
        foreach (var (status, indexes) in states)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{Class(status)}\" d=\"");
            for (int first = 0, last; first < indexes.Count; first = last + 1)
            {
                for (last = first; last + 1 < indexes.Count && indexes[last + 1] == indexes[last] + 1; last++) { }
                var width = (last - first + 1) * Pitch;
                svg.Append(CultureInfo.InvariantCulture, $"M{indexes[first] * Pitch} 0h{width}v{BarHeight}h-{width}z");
            }

            svg.Append("\"/>");
        }

        svg.Append("</g>");
        foreach (var (status, indexes) in states)
        {
            if (Marker(status) is not { } marker)
                continue;
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"notch {Class(status)}\" d=\"");
            foreach (var i in indexes)
                svg.Append(CultureInfo.InvariantCulture, $"M{i * Pitch} {BarHeight + 4}{marker}");
            svg.Append("\"/>");
        }
    }

    /// <summary>
    /// From dot to block, the worse the larger; maintenance is a triangle. Null if there is nothing to mark.
    /// </summary>
    private static string? Marker(ComponentStatus? status) =>
        status switch
        {
            ComponentStatus.UnderMaintenance => "h7l-3.5 4z",
            ComponentStatus.Degraded => "m1.5 0h4v3h-4z",
            ComponentStatus.PartialOutage => "h7v2h-7z",
            ComponentStatus.FullOutage => "h7v4h-7z",
            _ => null,
        };

    private static string Class(ComponentStatus? status) => status is { } known ? StatusIcon.Name(known) : "none";

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

    private static void AppendLink(StringBuilder svg, Site site, UptimeDay day, int component, int index)
    {
        var titles = day.ChangeIds.Select(id => site.Page.Change(id)).OfType<VisibleChange>().Select(e => e.Title);
        var label = Encode(Tooltip(site, day) + " · " + string.Join(" · ", titles));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<a href=\"#{DayId(component, index)}\" tabindex=\"-1\"><title>{label}</title><path class=\"hit\" "
                + $"d=\"{Cell(index)}\"/></a>"
        );
    }

    private static void AppendHit(StringBuilder svg, int index, string says, string attributes) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path{attributes} d=\"{Cell(index)}\"><title>{Encode(says)}</title></path>"
        );

    private static string Cell(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"M{(index * Pitch) - 1} 0h{Pitch}v{Height}h-{Pitch}z");

    private static string Encode(string text) => WebUtility.HtmlEncode(HumanText.Printable(text));
}
