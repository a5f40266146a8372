using System.Net;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Pharos.Kernel;

namespace Pharos.Web;

/// <summary>
/// Renders untrusted Markdown to safe HTML. Raw HTML becomes text. Links go only to http, https and mailto. Images
/// become links, because loading a remote image reveals the visitor to its host. Headings stay below those of the page.
/// </summary>
public static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <param name="below">
    /// The level of the heading above the text. The text's own headings continue below it without skipping a level.
    /// </param>
    public static string Html(string markdown, int below = 3)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return "";
        if (MarkdownWeight.IsTooMuch(markdown))
            return AsWritten(markdown);
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            Tame(document, below);
            if (HumanText.HasRightToLeft(markdown))
                Direct(document);
            using var writer = new StringWriter();
            var renderer = new HtmlRenderer(writer);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            // Character references such as &#27; are characters now.
            return HumanText.Printable(writer.ToString());
        }
        catch (ArgumentException)
        {
            // The text is nested deeper than the parser allows. One such text must not break the whole page.
            return AsWritten(markdown);
        }
    }

    /// <summary>Returns the plain text on one line, for link descriptions and similar uses.</summary>
    public static string Plain(string markdown, int max)
    {
        var text = string.Join(' ', Unmarked(markdown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Cut(text, max);
    }

    /// <summary>Returns the plain text with its line breaks, and at most one blank line in a row.</summary>
    /// <param name="max">In UTF-16 code units.</param>
    public static string Lines(string markdown, int max)
    {
        var lines = Unmarked(markdown).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        var text = string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0)))
            .Trim();
        return Cut(text, max);
    }

    /// <param name="max">In UTF-16 code units.</param>
    internal static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1)] + "…";

    /// <summary>Returns the source text as HTML paragraphs and lines.</summary>
    private static string AsWritten(string markdown) =>
        string.Concat(
            HumanText
                .Printable(markdown)
                .ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(paragraph =>
                    "<p>" + WebUtility.HtmlEncode(paragraph).Replace("\n", "<br>", StringComparison.Ordinal) + "</p>"
                )
        );

    private static string Unmarked(string markdown)
    {
        if (MarkdownWeight.IsTooMuch(markdown))
            return HumanText.Printable(markdown);
        try
        {
            return HumanText.Printable(Markdown.ToPlainText(markdown, Pipeline));
        }
        catch (ArgumentException)
        {
            return HumanText.Printable(markdown);
        }
    }

    private static void Tame(MarkdownDocument document, int below)
    {
        var last = below;
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                case LinkInline link:
                    link.IsImage = false;
                    link.GetDynamicUrl = null;
                    if (IsSafe(link.Url))
                        link.GetAttributes().AddProperty("rel", "nofollow noopener");
                    else
                        link.ReplaceBy(new ContainerInline());
                    break;
                case AutolinkInline auto:
                    var address = auto.IsEmail ? "mailto:" + auto.Url : auto.Url;
                    if (!IsSafe(address))
                        auto.ReplaceBy(new LiteralInline(auto.Url));
                    else
                        auto.GetAttributes().AddProperty("rel", "nofollow noopener");
                    break;
                case Table table:
                    // Alignment would emit a style attribute, which the content security policy forbids.
                    foreach (var column in table.ColumnDefinitions)
                        column.Alignment = null;
                    break;
                case HeadingBlock heading:
                    heading.Level = last = Math.Min(6, Math.Min(heading.Level + below, last + 1));
                    break;
            }
        }
    }

    /// <summary>Lets each block read from the side of its first letter.</summary>
    private static void Direct(MarkdownDocument document)
    {
        foreach (var block in document.Descendants<Block>())
        {
            if (block is ParagraphBlock or HeadingBlock or ListItemBlock or ListBlock or QuoteBlock or TableCell)
                block.GetAttributes().AddPropertyIfNotExist("dir", "auto");
        }
    }

    private static bool IsSafe(string? url) =>
        url is not null
        && !url.Any(char.IsControl)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https" or "mailto");
}
