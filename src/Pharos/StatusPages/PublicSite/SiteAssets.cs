using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// The style and script inlined in every page, so that the first paint needs no other request. The content security
/// policy contains their digests.
/// </summary>
internal static partial class SiteAssets
{
    public static string Style { get; } =
        Spaces()
            .Replace(
                Comments()
                    .Replace(
                        WithThemes(Read("tokens.css")) + Read("states.css") + Read("site.css") + Read("forms.css"),
                        ""
                    ),
                m => m.Groups["mark"].Value
            );

    public static string Script { get; } = Read("site.js");

    /// <summary>
    /// Applies the theme that the visitor chose before anything is painted; all visitors get the same bytes.
    /// </summary>
    public static string Theme { get; } = Read("theme.js");

    /// <summary>
    /// The policy in a document's meta element, which cannot contain frame-ancestors. Images may come from anywhere
    /// because a page's logo may; everything else must come from this server.
    /// </summary>
    public static string PolicyOfFiles { get; } =
        $"default-src 'none'; style-src '{Digest(Style)}'; script-src '{Digest(Theme)}' '{Digest(Script)}'; "
        + "img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; form-action 'self'";

    /// <summary>
    /// The tokens, with the dark ones for the system's theme unless the visitor chose the light one, and for the dark
    /// one that the visitor chose.
    /// </summary>
    private static string WithThemes(string tokens)
    {
        const string Dark = "@media screen and (prefers-color-scheme: dark) {\n  :root {";
        var start = tokens.IndexOf(Dark, StringComparison.Ordinal);
        var values = tokens[(start + Dark.Length)..tokens.LastIndexOf("}\n}", StringComparison.Ordinal)];
        return tokens[..start]
            + Dark[..^2]
            + ":not([data-theme=light]) {"
            + values
            + "}\n}\n"
            + "@media screen {\n:root[data-theme=dark] { color-scheme: dark;"
            + values
            + "}\n"
            + ":root[data-theme=light] { color-scheme: light; }\n}\n";
    }

    private static string Digest(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>Opens a file that is embedded in the program.</summary>
    public static Stream Open(string name) =>
        typeof(SiteAssets).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*|\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
