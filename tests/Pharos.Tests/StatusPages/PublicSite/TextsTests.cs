using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.Rules;

namespace Pharos.Tests.StatusPages.PublicSite;

[Trait("Runs", "Once")]
public sealed class TextsTests
{
    private static readonly IReadOnlyDictionary<string, string> English = Of(CultureInfo.InvariantCulture);
    private static readonly IReadOnlyDictionary<string, string> Chinese = Of(Language.Chinese.Culture);

    /// <summary>Those asked for by the value they name.</summary>
    private static readonly string[] OfValues =
    [
        .. Enum.GetNames<OverallState>().Select(n => "Overall" + n), .. Enum.GetNames<ComponentStatus>().Select(n => "Component" + n),
        .. Enum.GetNames<ChangeStatus>().Select(n => "Change" + n), .. Enum.GetNames<ChangeType>().Select(n => "Type" + n),
    ];

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_gaps()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(English, text => Assert.Equal(Gaps(text.Value), Gaps(Chinese[text.Key])));
    }

    [Fact]
    public void Every_text_that_a_view_asks_for_is_there()
    {
        var asked = Regex.Matches(Sources(), """\b(?:T|[wW]ords)(?:\.Fill\(|\[)"(?<key>[A-Za-z]+)"|\bFill\("(?<key>[A-Za-z]+)""").Select(m => m.Groups["key"].Value);

        Assert.Empty(asked.Concat(OfValues).Distinct().Except(English.Keys));
    }

    [Fact]
    public void No_text_lies_about_unused()
    {
        var quoted = Regex.Matches(Sources(), "(?:T|[wW]ords|this)?(?:\\[|Fill\\(|, )\"([A-Za-z]+)\"").Select(m => m.Groups[1].Value);

        Assert.Empty(English.Keys.Except(quoted.Concat(OfValues)));
    }

    private static string Gaps(string text) => string.Join(' ', Regex.Matches(text, @"\{\d+\}").Select(m => m.Value).Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Of(CultureInfo culture) =>
        Localizer.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string Sources()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Pharos.slnx")))
            root = root.Parent!;
        var files = Directory.EnumerateFiles(Path.Combine(root.FullName, "src", "Pharos", "StatusPages", "PublicSite"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".razor");
        return string.Concat(files.Select(File.ReadAllText));
    }
}
