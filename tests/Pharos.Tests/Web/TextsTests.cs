using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.Web;

namespace Pharos.Tests.Web;

[Trait("Runs", "Once")]
public sealed class TextsTests
{
    private static readonly IReadOnlyDictionary<string, string> English = ConsoleTexts.Read(Language.English);
    private static readonly IReadOnlyDictionary<string, string> Chinese = ConsoleTexts.Read(Language.Chinese);

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_gaps()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal(Gaps(text.Value), Gaps(Chinese[text.Key])));
    }

    [Fact]
    public void Every_text_that_a_page_asks_for_is_there()
    {
        var asked = Regex.Matches(Sources(), """(?:\bT|[tT]exts)(?:\.Format\(|\[)([^\]\)]*?)(?:\]|\)|,)""").SelectMany(m => Regex.Matches(m.Groups[1].Value, "\"([A-Za-z]+)\"").Select(k => k.Groups[1].Value));

        Assert.Empty(asked.Distinct().Except(English.Keys));
    }

    [Fact]
    public void No_text_lies_about_unused()
    {
        var quoted = Regex.Matches(Sources(), "\"([A-Za-z]+)\"").Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Empty(English.Keys.Except(quoted));
    }

    private static string Gaps(string text) => string.Join(' ', Regex.Matches(text, @"\{\d+\}").Select(m => m.Value).Order(StringComparer.Ordinal));


    private static string Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Pharos.slnx")))
            root = root.Parent!;
        var files = Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "Pharos"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor")
            .Where(f => f.Contains("/Console/", StringComparison.Ordinal) || f.Contains("/Pharos/Web/", StringComparison.Ordinal)
                || f.EndsWith("PlatformServices.cs", StringComparison.Ordinal) || f.EndsWith("StatusPagesNavigation.cs", StringComparison.Ordinal));
        return string.Concat(files.Select(File.ReadAllText));
    }
}
