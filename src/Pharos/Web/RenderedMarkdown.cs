namespace Pharos.Web;

/// <summary>A Markdown text that is rendered on first use and then kept.</summary>
public sealed class RenderedMarkdown(string markdown)
{
    // Concurrent readers may render the same text twice, with the same result.
    private readonly string?[] html = new string?[6];
    private string? plain;
    private string? lines;

    /// <summary>The source text.</summary>
    public string Markdown => markdown;

    public bool IsEmpty => string.IsNullOrWhiteSpace(markdown);

    /// <param name="below">The level of the heading above the text, 1 to 5.</param>
    public string Html(int below) => html[below] ??= SafeMarkdown.Html(markdown, below);

    /// <summary>Returns the plain text on one line.</summary>
    /// <param name="max">In UTF-16 code units, up to 300.</param>
    public string Plain(int max) => SafeMarkdown.Cut(plain ??= SafeMarkdown.Plain(markdown, 300), max);

    /// <summary>The plain text with its line breaks.</summary>
    public string Lines => lines ??= SafeMarkdown.Lines(markdown, 1000);
}
