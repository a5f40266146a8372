using System.Text.RegularExpressions;
using Pharos.Host.Cli;

namespace Pharos.Tests.Web;

[Trait("Runs", "Once")]
public sealed partial class StyleSheetTests
{
    [Fact]
    public async Task The_style_sheets_of_two_screens_do_not_style_the_same_class()
    {
        // All of them are one style sheet in the browser, so the later one would change the other's screen.
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var clashes = new List<string>();
        var assembly = typeof(CommandLine).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => Part().IsMatch(n)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var css = Comment().Replace(await reader.ReadToEndAsync(), "");
            foreach (
                var selector in Rule()
                    .Matches(css)
                    .SelectMany(m => m.Groups["selectors"].Value.Split(','))
                    .Select(s => s.Trim())
                    .Where(s => Class().IsMatch(s))
            )
            {
                if (!owners.TryAdd(selector, name) && owners[selector] != name)
                    clashes.Add($"{selector} in {owners[selector]} and {name}");
            }
        }

        Assert.True(owners.Count > 20, "the style sheets are looked for in the wrong way");
        Assert.Empty(clashes);
    }

    [GeneratedRegex("^console\\..+\\.css$", RegexOptions.None, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(^|\})\s*(?<selectors>[^{}@]+)\{", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex("^\\.[a-z-]+$", RegexOptions.None, 1000)]
    private static partial Regex Class();
}
