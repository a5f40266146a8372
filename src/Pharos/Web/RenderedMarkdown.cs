namespace Pharos.Web;

/// <summary>
/// A text that somebody wrote in Markdown, rendered for the first view that shows it and kept for the others.
/// </summary>
public sealed class RenderedMarkdown(string markdown)
{
    // Several visits may render one at once: they come to the same.
    private readonly string?[] html = new string?[6];
    private string? plain;
    private string? lines;

    /// <summary>As it was written.</summary>
    public string Markdown => markdown;

    public bool IsEmpty => string.IsNullOrWhiteSpace(markdown);

    /// <param name="below">The level of the heading that it stands under, from 1 to 5.</param>
    public string Html(int below) => html[below] ??= SafeMarkdown.Html(markdown, below);

    /// <summary>The text alone, on one line.</summary>
    /// <param name="max">In UTF-16 units, up to 300.</param>
    public string Plain(int max) => SafeMarkdown.Cut(plain ??= SafeMarkdown.Plain(markdown, 300), max);

    /// <summary>The text alone, on lines of its own.</summary>
    public string Lines => lines ??= SafeMarkdown.Lines(markdown, 1000);
}
