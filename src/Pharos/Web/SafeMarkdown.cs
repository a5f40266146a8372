using System.Net;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Pharos.Web;

/// <summary>
/// Markdown to HTML that cannot harm a visitor: raw HTML is shown as text, links go only to http, https and mailto,
/// images become links (a remote image tells its host who looks), headings stay below those of the page.
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
    /// The level of the heading that the text stands under: its own go on from there without leaving one out.
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
            using var writer = new StringWriter();
            var renderer = new HtmlRenderer(writer);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            return writer.ToString();
        }
        catch (ArgumentException)
        {
            // Nested deeper than the parser goes: one such text must not take the whole page down.
            return AsWritten(markdown);
        }
    }

    /// <summary>The text alone, on one line, for descriptions of links and the like.</summary>
    public static string Plain(string markdown, int max)
    {
        var text = string.Join(' ', Unmarked(markdown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Cut(text, max);
    }

    /// <summary>The text alone, its lines kept, at most one empty between two.</summary>
    /// <param name="max">In UTF-16 units.</param>
    public static string Lines(string markdown, int max)
    {
        var lines = Unmarked(markdown).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        var text = string.Join('\n', lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0)))
            .Trim();
        return Cut(text, max);
    }

    /// <param name="max">In UTF-16 units.</param>
    internal static string Cut(string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1)] + "…";

    /// <summary>In the paragraphs and lines that it was written in.</summary>
    private static string AsWritten(string markdown) =>
        string.Concat(
            markdown
                .ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(paragraph =>
                    "<p>" + WebUtility.HtmlEncode(paragraph).Replace("\n", "<br>", StringComparison.Ordinal) + "</p>"
                )
        );

    private static string Unmarked(string markdown)
    {
        if (MarkdownWeight.IsTooMuch(markdown))
            return markdown;
        try
        {
            return Markdown.ToPlainText(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return markdown; // As above.
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
                    // Alignment would be a style attribute, which the pages' policy forbids.
                    foreach (var column in table.ColumnDefinitions)
                        column.Alignment = null;
                    break;
                case HeadingBlock heading:
                    heading.Level = last = Math.Min(6, Math.Min(heading.Level + below, last + 1));
                    break;
            }
        }
    }

    private static bool IsSafe(string? url) =>
        url is not null
        && !url.Any(char.IsControl)
        && Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https" or "mailto");
}
