using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Pharos.Tests.Support;
using Pharos.Web;

namespace Pharos.Tests.Web;

/// <summary>Whatever is written, what a visitor's browser gets of it can do no harm.</summary>
[Trait("Runs", "Once")]
public sealed class SafeMarkdownTests
{
    /// <summary>Of processor time; generous, because test machines are slow.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(20);

    /// <summary>Elements that may come out, with the attributes that they may have.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["a"] = ["href", "rel", "title"],
        ["p"] = [],
        ["br"] = [],
        ["hr"] = [],
        ["strong"] = [],
        ["em"] = [],
        ["del"] = [],
        ["pre"] = [],
        ["code"] = ["class"],
        ["blockquote"] = [],
        ["ul"] = [],
        ["ol"] = ["start"],
        ["li"] = [],
        ["h4"] = [],
        ["h5"] = [],
        ["h6"] = [],
        ["table"] = [],
        ["thead"] = [],
        ["tbody"] = [],
        ["tr"] = [],
        ["th"] = [],
        ["td"] = [],
    };

    private static readonly IReadOnlyList<string> Corpus = JsonSerializer.Deserialize<List<string>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Web", "hostile-markdown.json"))
    )!;

    /// <summary>Text that parsers are known to choke on, each as long as a description may be.</summary>
    public static TheoryData<string, string> Pathological =>
        new(
            from text in (string[])
                [
                    ">",
                    "> ",
                    "[",
                    "![",
                    "]",
                    "*",
                    "**",
                    "_",
                    "~~",
                    "`",
                    "``",
                    "```\n",
                    "- ",
                    "1. ",
                    "(",
                    "[a](",
                    "[a](b",
                    "![a](",
                    "<",
                    "<a ",
                    "<!--",
                    "&",
                    "&#",
                    "\\",
                    "|",
                    "|-",
                    "a|b\n",
                    "|-|-|\n",
                    "*a_",
                    "**a ",
                    "*a **a ",
                    "[a]",
                    "[a][",
                    "[a]: b\n",
                    "# ",
                    "\n",
                    "\n\n> - ",
                    "  ",
                    "\t",
                    "a@",
                    "http://",
                    "https://a.b/",
                    "www.",
                    "\u202e",
                    "\u00e9",
                    "x",
                    "<b>",
                    "</b>",
                    "***a***",
                    "- a\n  - ",
                    "*a ",
                    "_a ",
                    "~~a ",
                    "www.a.b ",
                    "a|*b\n",
                    "_|a",
                    "+ ",
                    "> > > > > > > > a\n",
                ]
            select (Name(text), string.Concat(Enumerable.Repeat(text, 65_535 / text.Length)))
        );

    [Fact]
    public void The_corpus_is_large_enough() => Assert.True(Corpus.Count >= 100, $"{Corpus.Count} inputs");

    [Fact]
    public void Of_hostile_text_only_harmless_elements_and_links_come_out() =>
        Assert.All(Corpus, text => DemandHarmless(SafeMarkdown.Html(text)));

    [Fact]
    public void Hostile_text_is_harmless_wherever_it_stands() => Assert.All(Corpus, text =>
        {
            DemandHarmless(SafeMarkdown.Html("> " + text.ReplaceLineEndings("\n> ")));
            DemandHarmless(SafeMarkdown.Html("- " + text.ReplaceLineEndings("\n  ")));
            DemandHarmless(SafeMarkdown.Html("before **" + text + "** after"));
            DemandHarmless(
                SafeMarkdown.Html(
                    "| " + text.ReplaceLineEndings(" ") + " |\n|:-:|\n| " + text.ReplaceLineEndings(" ") + " |"
                )
            );
        });

    [Fact]
    public void Two_hostile_texts_together_are_harmless_too() =>
        Assert.All(Corpus.Zip(Corpus.Skip(1)), pair =>
            DemandHarmless(SafeMarkdown.Html(pair.First + pair.Second + "\n\n" + pair.First))
        );

    [Theory]
    [InlineData("# a\n# b\n## c", 3, "h4 h4 h5")]
    [InlineData("### a\n# b", 2, "h3 h3")]
    [InlineData("# a\n### b\n###### c\n# d", 1, "h2 h3 h4 h2")]
    [InlineData("# a\n## b\n### c\n#### d\n##### e\n###### f", 3, "h4 h5 h6 h6 h6 h6")]
    public void Headings_go_on_from_the_one_above_without_leaving_a_level_out(string text, int below, string levels) =>
        Assert.Equal(
            levels,
            string.Join(
                ' ',
                new HtmlParser()
                    .ParseDocument(SafeMarkdown.Html(text, below))
                    .QuerySelectorAll("h1, h2, h3, h4, h5, h6")
                    .Select(h => h.LocalName)
            )
        );

    [Fact]
    public void A_link_that_leads_nowhere_safe_is_its_text()
    {
        Assert.Equal(
            "<p>before <em>click</em> here after</p>",
            SafeMarkdown.Html("before [*click* here](javascript:alert(1)) after").Trim()
        );
        Assert.Equal("<p>a picture</p>", SafeMarkdown.Html("![a picture](data:image/png;base64,AAAA)").Trim());
    }

    [Fact]
    public void A_picture_is_a_link_to_it()
    {
        var link = Assert.Single(
            Parse(SafeMarkdown.Html("![a picture](https://example.com/p.png)")).QuerySelectorAll("a")
        );

        Assert.Equal(("https://example.com/p.png", "a picture"), (link.GetAttribute("href"), link.TextContent));
    }

    [Fact]
    public void Raw_html_is_shown_as_it_was_written() =>
        Assert.Equal(
            """<b onclick="x">&amp;""",
            Parse(SafeMarkdown.Html("""<b onclick="x">&amp;amp;""")).Body!.TextContent.Trim()
        );

    [Fact]
    public void Ordinary_markdown_reads_as_meant()
    {
        var body = Parse(
            SafeMarkdown.Html(
                "# Head\n\nSome **strong** and *soft* and ~~gone~~ `code`, https://example.com/a and "
                    + "[there](http://example.com/b).\n\n- one\n- two\n\n| a | b |\n|--:|---|\n| 1 | 2 |"
            )
        );

        Assert.Equal("Head", Assert.Single(body.QuerySelectorAll("h4")).TextContent);
        Assert.Equal(
            ["strong", "soft", "gone", "code"],
            body.QuerySelectorAll("strong, em, del, code").Select(e => e.TextContent)
        );
        Assert.Equal(
            ["https://example.com/a", "http://example.com/b"],
            body.QuerySelectorAll("a").Select(e => e.GetAttribute("href"))
        );
        Assert.Equal((2, 2), (body.QuerySelectorAll("li").Length, body.QuerySelectorAll("td").Length));
    }

    [Theory]
    [MemberData(nameof(Pathological))]
    public void Pathological_text_neither_fails_nor_takes_long(string name, string text)
    {
        var start = ThreadTime.Used();

        var html = SafeMarkdown.Html(text);
        var plain = SafeMarkdown.Plain(text, 200);

        var used = ThreadTime.Used() - start;
        Assert.True(used < LongEnough, $"{name}: {used}");
        Assert.True(plain.Length <= 200);
        DemandHarmless(html);
    }

    [Fact]
    public void Text_nested_too_deep_is_shown_as_it_was_written()
    {
        var text = new string('>', 1000) + " deep & <b>";

        Assert.Equal(text, Parse(SafeMarkdown.Html(text)).Body!.TextContent.Trim());
    }

    /// <summary>Each would keep the parser busy for seconds.</summary>
    [Theory]
    [InlineData("*a ")]
    [InlineData("_a ")]
    [InlineData("~~a ")]
    [InlineData("www.a.b ")]
    [InlineData("https://a.b/ ")]
    [InlineData("a|*b\n")]
    [InlineData("[a](b) ")]
    [InlineData("> ")]
    [InlineData("+ ")]
    [InlineData("1. ")]
    public void Text_of_more_marks_than_anybody_writes_is_shown_as_it_was_written(string mark)
    {
        var text = string.Concat(Enumerable.Repeat(mark, 60_000 / mark.Length));

        var shown = Parse(SafeMarkdown.Html("one & two\n\n" + text + "\n<three>")).Body!;

        Assert.Equal(
            ["br", "p"],
            shown.QuerySelectorAll("*").Select(e => e.LocalName).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Equal("one & two", shown.QuerySelector("p")!.TextContent);
        Assert.EndsWith("<three>", shown.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_report_with_names_of_code_and_rules_between_its_parts_is_still_rendered()
    {
        var part =
            "## Part\n\n> Someone **said** `so` about some_long_name_of_code_that_no_one_chose and "
            + "another_one_of_them, see [there](https://example.com/a).\n\n"
            + new string('-', 80)
            + "\n\n"
            + new string('*', 80)
            + "\n\n* one\n  * two\n    1. three\n\n";

        var html = Parse(SafeMarkdown.Html(string.Concat(Enumerable.Repeat(part, 150))));

        Assert.Equal(
            (150, 150, 300),
            (
                html.QuerySelectorAll("strong").Length,
                html.QuerySelectorAll("a").Length,
                html.QuerySelectorAll("hr").Length
            )
        );
    }

    [Fact]
    public void What_is_made_of_a_text_is_made_once()
    {
        var prose = new RenderedMarkdown("A *text*");

        Assert.Same(prose.Html(3), prose.Html(3));
        Assert.Same(prose.Lines, prose.Lines);
        Assert.Equal(("A text", "A te…"), (prose.Plain(200), prose.Plain(5)));
    }

    [Fact]
    public void The_plain_text_is_cut_between_characters()
    {
        var cut = SafeMarkdown.Plain(string.Concat(Enumerable.Repeat("😀", 200)), 100);

        Assert.True(cut.Length <= 100);
        Assert.DoesNotContain(cut.EnumerateRunes(), r => r == System.Text.Rune.ReplacementChar);
    }

    private static void DemandHarmless(string html)
    {
        foreach (var element in Parse(html).Body!.QuerySelectorAll("*"))
        {
            Assert.True(
                Allowed.TryGetValue(element.LocalName, out var attributes),
                $"<{element.LocalName}> in {Name(html)}"
            );
            foreach (var attribute in element.Attributes)
                Assert.True(
                    attributes!.Contains(attribute.Name, StringComparer.Ordinal),
                    $"{attribute.Name} of <{element.LocalName}> in {Name(html)}"
                );
            if (element.LocalName == "a")
                Assert.True(
                    element.GetAttribute("href") is { } href && LeadsSomewhereSafe(href),
                    $"{element.GetAttribute("href")} in {Name(html)}"
                );
        }

        Assert.Empty(Parse(html).Head!.Children);
    }

    /// <summary>
    /// As a browser reads an address: without spaces and control characters around it, tabs and line ends nowhere.
    /// </summary>
    private static bool LeadsSomewhereSafe(string href)
    {
        var read = string.Concat(href.Where(c => c is not ('\t' or '\n' or '\r')))
            .TrimStart([.. Enumerable.Range(0, 33).Select(i => (char)i)]);
        return ((string[])["http:", "https:", "mailto:"]).Any(scheme =>
            read.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
        );
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(string html) =>
        new HtmlParser().ParseDocument("<!DOCTYPE html><html><head></head><body>" + html + "</body></html>");

    private static string Name(string text) => JsonSerializer.Serialize(text.Length <= 300 ? text : text[..300]);
}
