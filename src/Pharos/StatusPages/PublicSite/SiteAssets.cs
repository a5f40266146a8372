using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.PublicSite;

/// <summary>
/// Style and script as they stand in every page, so that nothing else is fetched before the first paint; the policy
/// names their digests.
/// </summary>
internal static partial class SiteAssets
{
    public static string Style { get; } =
        Spaces()
            .Replace(
                Comments().Replace(Read("tokens.css") + Read("states.css") + Read("site.css") + Read("forms.css"), ""),
                m => m.Groups["mark"].Value
            );

    public static string Script { get; } = Read("site.js");

    /// <summary>
    /// As a document says it itself, which can say nothing of who may frame it. Images may come from anywhere because a
    /// page's own logo may; everything else only from here.
    /// </summary>
    public static string PolicyOfFiles { get; } =
        $"default-src 'none'; style-src '{Digest(Style)}'; script-src '{Digest(Script)}'; img-src 'self' "
        + "data: https:; connect-src 'self'; base-uri 'none'; form-action 'self'";

    /// <summary>The same as a header.</summary>
    public static string Policy { get; } = PolicyOfFiles + "; frame-ancestors *";

    /// <summary>For pages that are not everybody's: no other site may show them in a frame.</summary>
    public static string PolicyUnframed { get; } = PolicyOfFiles + "; frame-ancestors 'none'";

    /// <summary>The state as a picture of 1200 × 630 points, PNG: what networks show beside a link.</summary>
    public static byte[] Card(OverallState state)
    {
        using var stream = Open($"card-{StatusIcon.Name(state)}.png");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Digest(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Open(name));
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static Stream Open(string name) =>
        typeof(SiteAssets).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException(name);

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s*(?<mark>[{};,>])\s*|\n\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Spaces();
}
