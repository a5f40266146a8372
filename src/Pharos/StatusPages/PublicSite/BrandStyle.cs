using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// The style of a page's accent color, and the content security policy that allows it and nothing else. Empty for a
/// page without one.
/// </summary>
/// <param name="Css">Sets the tokens of <c>tokens.css</c> that depend on the color.</param>
/// <param name="PolicyOfFiles">See <see cref="SiteAssets.PolicyOfFiles"/>.</param>
internal sealed partial record BrandStyle(string Css, string PolicyOfFiles)
{
    /// <summary>The policy as a header of public pages, which any site may frame.</summary>
    public string Policy { get; } = PolicyOfFiles + "; frame-ancestors *";

    /// <summary>The policy of private pages: no other site may frame them.</summary>
    public string PolicyUnframed { get; } = PolicyOfFiles + "; frame-ancestors 'none'";

    /// <summary>The policy of a preview within the console, where nothing runs and no form is sent.</summary>
    public string PolicyOfPreview { get; } =
        ScriptsAndForms().Replace(PolicyOfFiles, "") + "; form-action 'none'; frame-ancestors 'self'";

    /// <summary>A few colors are in use; what is above that is computed again.</summary>
    private const int MaxKept = 1000;

    private static readonly ConcurrentDictionary<BrandColor, BrandStyle> Kept = new();

    public static BrandStyle None { get; } = new("", SiteAssets.PolicyOfFiles);

    public static BrandStyle Of(PageRow page)
    {
        if (BrandColor.Parse(page.AccentColor) is not { } color)
            return None;
        if (Kept.TryGetValue(color, out var style))
            return style;
        style = Create(color);
        if (Kept.Count < MaxKept)
            Kept.TryAdd(color, style);
        return style;
    }

    [GeneratedRegex("; (script-src|form-action)[^;]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScriptsAndForms();

    private static BrandStyle Create(BrandColor color)
    {
        var (light, dark, ink) = (color.OnLight, color.OnDark, color.Ink);
        var away = ink == BrandColor.White ? BrandColor.Black : BrandColor.White;
        var onDark = $"--accent:{dark};--act-edge:{Edge(dark)}";
        var css =
            // Three times, so that it wins over the dark tokens too.
            $":root:root:root{{--brand:{color};--brand-ink:{ink};--act:{color};--act-ink:{ink};"
            + $"--act-hover:color-mix(in srgb,{color} 88%,{away})}}:root{{--accent:{light};--act-edge:{Edge(light)}}}"
            + $"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{onDark}}}}}"
            + $"@media screen{{:root[data-theme=dark]{{{onDark}}}}}";
        var digest = "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(css)));
        return new BrandStyle(
            css,
            SiteAssets.PolicyOfFiles.Replace("style-src ", $"style-src '{digest}' ", StringComparison.Ordinal)
        );

        // A button in a color close to the ground keeps an edge.
        string Edge(BrandColor text) => text == color ? "transparent" : text.ToString();
    }
}
