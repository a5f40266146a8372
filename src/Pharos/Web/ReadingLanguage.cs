using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>
/// The language that a view is read in. One that was chosen goes with every link; one that the reader's browser or
/// profile prefers does not.
/// </summary>
internal readonly record struct ReadingLanguage(Language Language, bool IsChosen)
{
    /// <summary>Tells copies apart.</summary>
    public string Tag => Language.Tag + (IsChosen ? "!" : "");

    /// <summary>What links within the page end with.</summary>
    public string Query => IsChosen ? "?lang=" + Code(Language) : "";

    /// <summary>What the link to the same view in the other language ends with.</summary>
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
