using System.Text.Json;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.PublicSite.Cache;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite.Feeds;

/// <summary>A script for other sites that shows a one-line banner unless everything is operational.</summary>
internal static class Banner
{
    private const int MaxTitleLength = 120;

    public static string Script(PageSnapshot page, PageAddress address)
    {
        // An open change can leave all components operational; other sites then show no banner.
        if (page.Overall == OverallState.Operational)
            return "/* All is well: nothing to show. */\n";
        var first = page.Open.FirstOrDefault(e => e.Components.Any(c => c.Status != ComponentStatus.Operational));
        var words = new Localizer(Kernel.Language.English);
        var text = first is null ? words.Text(page.Overall) : $"{words.Text(page.Overall)}: {Short(first.Title)}";
        var color = page.Overall switch
        {
            OverallState.Maintenance => "#2f5bb7",
            OverallState.Degraded => "#8a6100",
            OverallState.PartlyOut => "#a8480a",
            _ => "#b3261e",
        };
        var style =
            $"display:block;padding:10px 16px;background:{color};color:#fff;font:600 14px/1.5 system-ui,sans-serif;"
            + "text-align:center;text-decoration:none";
        const string Status = """a.setAttribute("role","status");""";
        const string Insert = "function f(){d.body.insertBefore(a,d.body.firstChild)}";
        // The default encoder escapes < and >, so no text can end the script element it is embedded in.
        var (href, label) = (JsonSerializer.Serialize(address.Home), JsonSerializer.Serialize(text));
        return $$"""
            (function(d){var a=d.createElement("a");a.href={{href}};a.textContent={{label}};{{Status}}
            a.style.cssText="{{style}}";
            {{Insert}}d.body?f():d.addEventListener("DOMContentLoaded",f)})(document);

            """;
    }

    /// <summary>Keeps the script below 2 KB: an escaped character takes up to six bytes.</summary>
    private static string Short(string title) =>
        title.Length <= MaxTitleLength
            ? title
            : title[..(char.IsHighSurrogate(title[MaxTitleLength - 2]) ? MaxTitleLength - 2 : MaxTitleLength - 1)]
                + "…";
}
