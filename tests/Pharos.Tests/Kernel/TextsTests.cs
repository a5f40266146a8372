using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pharos.Kernel;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.Rules;
using Pharos.Tests.Architecture;

namespace Pharos.Tests.Kernel;

/// <summary>
/// Compares the generated text keys with the <c>.resx</c> files. The compiler checks that a key exists and gets as many
/// arguments as its text has placeholders.
/// </summary>
[Trait("Runs", "Once")]
public sealed partial class TextsTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "Pharos");

    private static readonly List<TextFile> Files =
    [
        .. from path in Directory.EnumerateFiles(Source, "*.resx", SearchOption.AllDirectories)
        where !path.EndsWith(".zh-Hans.resx", StringComparison.Ordinal)
        where !Path.GetRelativePath(Source, path).StartsWith("obj", StringComparison.Ordinal)
        select TextFile.Read(path),
    ];

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_placeholders()
    {
        Assert.NotEmpty(Files);
        Assert.All(Files, file =>
        {
            Assert.Equal(Sorted(file.English.Keys), Sorted(file.Chinese.Keys));
            Assert.All(file.English, text =>
                Assert.Equal(Placeholders(text.Value), Placeholders(file.Chinese[text.Key]))
            );
        });
    }

    [Fact]
    public void A_key_gives_the_text_of_its_entry_in_each_language()
    {
        Assert.All(Files, file =>
        {
            var keys = file.Keys();

            Assert.Equal(Sorted(file.English.Keys), Sorted(keys.Select(k => k.Key.Name)));
            Assert.All(keys, k => Assert.Equal(file.English[k.Key.Name], k.Key.In(Language.English)));
            Assert.All(keys, k => Assert.Equal(file.Chinese[k.Key.Name], k.Key.In(Language.Chinese)));
        });
    }

    [Fact]
    public void A_key_takes_as_many_arguments_as_its_text_has_placeholders() =>
        Assert.All(Files.SelectMany(file => file.Keys()), k =>
        {
            var taken = k.Key switch
            {
                TextKey => 0,
                TextKey1 => 1,
                TextKey2 => 2,
                TextKey3 => 3,
                _ => -1,
            };

            Assert.Equal(Placeholders(k.Key.In(Language.English)).Count, taken);
        });

    [Fact]
    public void Every_text_is_used()
    {
        var code = string.Concat(
            Directory
                .EnumerateFiles(Source, "*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".cs" or ".razor")
                .Where(path => !Path.GetRelativePath(Source, path).StartsWith("obj", StringComparison.Ordinal))
                .Select(File.ReadAllText)
        );
        var used = Use().Matches(code).Select(m => m.Groups["use"].Value).ToHashSet(StringComparer.Ordinal);

        var all = Files.SelectMany(file => file.Keys().Select(k => file.Name + "." + k.Identifier));

        Assert.All(all, key => Assert.Contains(key, used));
    }

    [Fact]
    public void Every_error_message_is_translated() =>
        Assert.All(Files.Single(file => file.Name == "Messages").Keys(), k =>
            Assert.NotEqual(k.Key.In(Language.English), k.Key.In(Language.Chinese))
        );

    [Fact]
    public void Every_status_state_and_type_has_a_text_of_its_own()
    {
        Assert.All(Language.All, language =>
        {
            var words = new Localizer(language);
            Assert.Distinct(Enum.GetValues<OverallState>().Select(words.Text));
            Assert.Distinct(Enum.GetValues<ComponentStatus>().Select(words.Text));
            Assert.Distinct(Enum.GetValues<ChangeStatus>().Select(words.Text));
            Assert.Distinct(Enum.GetValues<ChangeType>().Select(words.Text));
        });
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Order(StringComparer.Ordinal);

    private static List<string> Placeholders(string text) =>
        [.. Sorted(Placeholder().Matches(text).Select(m => m.Value).Distinct(StringComparer.Ordinal))];

    [GeneratedRegex(@"\{\d+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\b(?=(?<use>\w+\.[A-Z]\w*))", RegexOptions.ExplicitCapture, 10000)]
    private static partial Regex Use();

    private sealed record TextFile(
        string Path,
        IReadOnlyDictionary<string, string> English,
        IReadOnlyDictionary<string, string> Chinese
    )
    {
        public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

        public static TextFile Read(string path) =>
            new(path, Entries(path), Entries(System.IO.Path.ChangeExtension(path, ".zh-Hans.resx")));

        /// <summary>The keys of the generated class.</summary>
        public List<(string Identifier, TextTemplate Key)> Keys()
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetRelativePath(Source, Path))!;
            var space = "Pharos." + folder.Replace(System.IO.Path.DirectorySeparatorChar, '.');
            var type = typeof(TextTemplate).Assembly.GetType(space + "." + Name, throwOnError: true)!;
            var fields = type.GetFields(BindingFlags.Public | BindingFlags.Static);
            return [.. fields.Select(f => (f.Name, (TextTemplate)f.GetValue(null)!))];
        }

        private static Dictionary<string, string> Entries(string path) =>
            XDocument
                .Load(path)
                .Root!.Elements("data")
                .ToDictionary(
                    d => (string)d.Attribute("name")!,
                    d => (string)d.Element("value")!,
                    StringComparer.Ordinal
                );
    }
}
