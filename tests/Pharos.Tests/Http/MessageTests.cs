using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Pharos.Kernel;

namespace Pharos.Tests.Http;

/// <summary>The texts are complete in both languages, and nothing asks for one that is not there.</summary>
[Trait("Runs", "Once")]
public sealed partial class MessageTests
{
    private static readonly Dictionary<string, string> English = Texts(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> Chinese = Texts(Language.Chinese.Culture);

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        Assert.NotEmpty(English);
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.All(Chinese, text => Assert.NotEqual(English[text.Key], text.Value));
    }

    [Fact]
    public void Both_languages_have_the_same_gaps()
    {
        foreach (var (key, text) in English)
            Assert.True(Gaps(text).SequenceEqual(Gaps(Chinese[key])), key);
    }

    [Fact]
    public void Every_text_that_the_code_asks_for_exists_and_every_text_is_asked_for()
    {
        var code = string.Concat(Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));

        var asked = Asked().Matches(code).Select(m => m.Groups["key"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(asked.Count > 30, "the code is searched in the wrong way");
        Assert.Empty(asked.Except(English.Keys, StringComparer.Ordinal));
        Assert.DoesNotContain(English.Keys, key => !code.Contains($"\"{key}\"", StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Texts(CultureInfo culture) =>
        Message.Texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Pharos"));

    [GeneratedRegex("""(Errors\.Invalid|new Message)\(\s*"(?<key>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Gap();
}
