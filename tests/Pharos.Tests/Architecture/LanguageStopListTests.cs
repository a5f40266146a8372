using System.Text.RegularExpressions;

namespace Pharos.Tests.Architecture;

/// <summary>Keeps text in plain English and code within 120 columns.</summary>
[Trait("Runs", "Once")]
public sealed partial class LanguageStopListTests
{
    private const int MaxColumns = 120;

    /// <summary>Phrases that slow readers down. The actor's name, or the standard term, takes their place.</summary>
    private static readonly string[] Phrases =
    [
        "whence",
        "whoever",
        "whosoever",
        "anew",
        "is none",
        "are none",
        "who has none",
        "the telling",
        "is told",
        "are told",
        "was told",
        "be told",
        "been told",
        "beside",
        "meanwhile",
        "nobody",
        "somebody",
        "gone on with",
        "goes on",
        "as it tells",
        "no more of",
        "thereof",
        "are no more",
        "is no more",
    ];

    /// <summary>A phrase may continue on the next line of a comment.</summary>
    private static readonly Regex Stopped = new(
        $@"\b(?:{string.Join('|', Phrases).Replace(" ", @"[\s/]+", StringComparison.Ordinal)})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    [Fact]
    public void No_text_has_a_phrase_of_the_stop_list()
    {
        var found =
            from file in Files(".cs", ".razor", ".md", ".resx")
            where !file.EndsWith(".zh-Hans.resx", StringComparison.Ordinal)
            where !file.EndsWith($"/{nameof(LanguageStopListTests)}.cs", StringComparison.Ordinal)
            let text = WordBoundary().Replace(Read(file), " ")
            from Match match in Stopped.Matches(text)
            select $"{file}:{1 + text.AsSpan(0, match.Index).Count('\n')}: {Spaces().Replace(match.Value, " ")}";

        DemandNone(found);
    }

    [Fact]
    public void No_line_of_code_is_longer_than_120_columns()
    {
        var found =
            from file in Files(".cs")
            from line in Read(file).Split('\n').Index()
            where line.Item.TrimEnd('\r').Length > MaxColumns
            select $"{file}:{line.Index + 1}: {line.Item.Length} columns";

        DemandNone(found);
    }

    /// <summary>Names count too: <c>The_list_is_empty</c> and <c>ListIsEmpty</c> read as sentences.</summary>
    [GeneratedRegex("_|(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordBoundary();

    [GeneratedRegex(@"[\s/]+")]
    private static partial Regex Spaces();

    /// <summary>Unlike <c>Assert.Empty</c>, reports every line in full.</summary>
    private static void DemandNone(IEnumerable<string> found)
    {
        var lines = string.Join('\n', found);
        Assert.True(lines.Length == 0, lines);
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    /// <summary>Files of the root folder, <c>docs</c>, <c>src</c>, <c>tests</c> and <c>bench</c>.</summary>
    /// <returns>Paths relative to the root, with slashes.</returns>
    private static IEnumerable<string> Files(params string[] extensions) =>
        new[] { "docs", "src", "tests", "bench" }
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories)
            )
            .Concat(Directory.EnumerateFiles(Repository.Root))
            .Where(file => extensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Where(file => !file.StartsWith("src/Pharos/Database/Compiled/", StringComparison.Ordinal)) // Generated.
            .Order(StringComparer.Ordinal);
}
