using System.Text.Json;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>A script for other sites: shows one line while something is wrong, and nothing while all is well.</summary>
internal static class Banner
{
    private const int MostOfTitle = 120;

    public static string Script(PageSnapshot page, PageAddress address)
    {
        // An event may be open that leaves all services as they are: that is no matter for other sites.
        if (page.Overall == OverallState.Operational)
            return "/* All is well: nothing to show. */\n";
        var first = page.Open.FirstOrDefault(e => e.Components.Any(c => c.Status != ComponentStatus.Operational));
        var words = new Localizer(Kernel.Language.English);
        var text = first is null ? words.Of(page.Overall) : $"{words.Of(page.Overall)}: {Short(first.Title)}";
        var color = page.Overall switch
        {
            OverallState.Maintenance => "#2f5bb7",
            OverallState.Degraded => "#8a6100",
            OverallState.PartlyOut => "#a8480a",
            _ => "#b3261e",
        };
        // The default encoder escapes < and >, so that no text can end the script it is put into.
        return $$"""
            (function(d){var a=d.createElement("a");a.href={{JsonSerializer.Serialize(
                address.Home
            )}};a.textContent={{JsonSerializer.Serialize(text)}};a.setAttribute("role","status");
            a.style.cssText="display:block;padding:10px 16px;background:{{color}};color:#fff;font:600 14px/1.5 system-ui,sans-serif;text-align:center;text-decoration:none";
            function f(){d.body.insertBefore(a,d.body.firstChild)}d.body?f():d.addEventListener("DOMContentLoaded",f)})(document);

            """;
    }

    /// <summary>So that the script stays below 2 KB: escaped, a character takes up to six bytes.</summary>
    private static string Short(string title) =>
        title.Length <= MostOfTitle
            ? title
            : title[..(char.IsHighSurrogate(title[MostOfTitle - 2]) ? MostOfTitle - 2 : MostOfTitle - 1)] + "…";
}
