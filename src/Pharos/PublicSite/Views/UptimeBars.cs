using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using Pharos.Status;

namespace Pharos.PublicSite.Views;

/// <summary>
/// The days of a component as one picture: one path per state keeps thirty components small. Days on which something happened are
/// links that say what; the rest is one shape that says that nothing did.
/// </summary>
internal static class UptimeBars
{
    private const int Pitch = 10;
    private const int Width = 7;
    private const int Height = 34;

    public static MarkupString Of(Site site, ShownComponent component)
    {
        var days = component.Days;
        var svg = new StringBuilder(1024);
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"bars\" viewBox=\"0 0 {(days.Count * Pitch) - (Pitch - Width)} {Height}\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\"{Encode(site.T.Fill("BarsLabel", component.Row.Name))}\"><title>{Encode(site.T["BarQuiet"])}</title>");
        foreach (var state in days.Select((day, i) => (Day: day, Index: i)).GroupBy(d => d.Day.Worst).OrderBy(g => g.Key is null ? -1 : (int)g.Key))
        {
            svg.Append("<path class=\"").Append(state.Key is { } worst ? StateIcon.Name(worst) : "none").Append("\" d=\"");
            foreach (var run in state)
                svg.Append(CultureInfo.InvariantCulture, $"M{run.Index * Pitch} 0h{Width}v{Height}h-{Width}z");
            svg.Append("\"/>");
        }

        for (var i = 0; i < days.Count; i++)
        {
            if (days[i].ChangeIds.Count > 0)
                AppendLink(svg, site, days[i], i);
        }

        return new MarkupString(svg.Append("</svg>").ToString());
    }

    private static void AppendLink(StringBuilder svg, Site site, UptimeDay day, int index)
    {
        var date = Times.Day(day.Date, site.T);
        var state = site.T.Of(day.Worst ?? ComponentStatus.Operational);
        var said = day.DownSeconds > 0 ? site.T.Fill("BarDown", date, state, site.T.Duration(day.DownSeconds)) : site.T.Fill("BarDay", date, state);
        var titles = day.ChangeIds.Reverse().Select(id => site.Page.EventsById[id].Title);
        var label = Encode(said + " · " + string.Join(" · ", titles));
        var link = day.ChangeIds.Count == 1
            ? site.Links.Event(day.ChangeIds[0])
            : site.Links.Month(day.Date.Year, day.Date.Month) + "#d" + day.Date.Day.ToString(CultureInfo.InvariantCulture);
        svg.Append(CultureInfo.InvariantCulture, $"<a href=\"{Encode(link)}\" aria-label=\"{label}\"><title>{label}</title><path class=\"hit\" d=\"M{(index * Pitch) - 1} 0h{Pitch - 1}v{Height}h-{Pitch - 1}z\"/></a>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
