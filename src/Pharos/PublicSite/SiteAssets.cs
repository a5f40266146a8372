using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pharos.PublicSite;

/// <summary>Style and script as they stand in every page, so that nothing else is fetched before the first paint; the policy names their digests.</summary>
internal static partial class SiteAssets
{
    public static string Style { get; } = Spaces().Replace(Comments().Replace(Read("tokens.css") + Read("site.css") + Read("forms.css"), ""), m => m.Groups["mark"].Value);

    public static string Script { get; } = Read("site.js");

    /// <summary>Images may come from anywhere because a page's own logo may; everything else only from here.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src '{Digest(Style)}'; script-src '{Digest(Script)}'; img-src 'self' data: https:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors *";

    private static string Digest(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(SiteAssets).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*|\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
