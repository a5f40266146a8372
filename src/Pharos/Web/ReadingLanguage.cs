using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>
/// The language in which a view is rendered. Links repeat it only if the reader chose it explicitly, not if it comes
/// from the browser or the profile.
/// </summary>
internal readonly record struct ReadingLanguage(Language Language, bool IsChosen)
{
    /// <summary>Part of the page cache's key.</summary>
    public string Tag => Language.Tag + (IsChosen ? "!" : "");

    /// <summary>The query string of links within the page.</summary>
    public string Query => IsChosen ? "?lang=" + Code(Language) : "";

    /// <summary>The query string of the link to the same view in the other language.</summary>
    public string OtherQuery => "?lang=" + Code(Language == Language.Chinese ? Language.English : Language.Chinese);

    public static ReadingLanguage From(HttpRequest request, Language preferred) =>
        request.Query["lang"] switch
        {
            ["en"] => new(Language.English, true),
            ["zh"] => new(Language.Chinese, true),
            _ => new(preferred, false),
        };

    private static string Code(Language language) => language == Language.Chinese ? "zh" : "en";
}
