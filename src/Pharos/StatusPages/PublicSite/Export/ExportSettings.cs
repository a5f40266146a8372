using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>How a page becomes files.</summary>
/// <param name="Main">
/// The language of the views at the top; the other language has a folder of its own below them.
/// </param>
/// <param name="Url">
/// Where the files will be found, without a slash at the end; null when at the page's own address.
/// </param>
internal sealed record ExportSettings(Language Main, string? Url)
{
    /// <summary>What the paths of a language's views begin with: nothing, or such as <c>zh/</c>.</summary>
    public string FolderOf(Language language) =>
        language == Main ? ""
        : language == Language.Chinese ? "zh/"
        : "en/";

    /// <summary>The language of a code of the configuration.</summary>
    public static Language LanguageOf(string code) => code == "zh" ? Language.Chinese : Language.English;
}
