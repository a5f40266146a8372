using Pharos.Kernel;

namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>How a page is exported.</summary>
/// <param name="Main">The language of the views at the root; the other language has its own folder below it.</param>
/// <param name="Url">
/// The address of the exported site, without a trailing slash; null for the page's own address.
/// </param>
internal sealed record ExportSettings(Language Main, string? Url)
{
    /// <summary>The path prefix of a language's views: empty, or <c>zh/</c> for example.</summary>
    public string FolderOf(Language language) =>
        language == Main ? ""
        : language == Language.Chinese ? "zh/"
        : "en/";

    /// <summary>The language for a configured code.</summary>
    public static Language LanguageOf(string code) => code == "zh" ? Language.Chinese : Language.English;
}
