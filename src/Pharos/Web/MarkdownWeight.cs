namespace Pharos.Web;

/// <summary>
/// How much work a text in Markdown makes. Parsers look from each mark for its partner, through all the marks between:
/// a long text of nothing else takes seconds. Nobody writes so many by hand, and a text with more of them is shown as
/// it was written.
/// </summary>
internal static class MarkdownWeight
{
    /// <summary>Each of: brackets, runs of * _ and ~, addresses. Of links two for each, of emphasis too.</summary>
    public const int MostMarks = 1200;

    /// <summary>Of table cells, whose work grows with their number alone.</summary>
    public const int MostCells = 6000;

    /// <summary>How deep quotes and lists may stand in each other.</summary>
    public const int MostDepth = 24;

    public static bool IsTooMuch(ReadOnlySpan<char> text)
    {
        if (
            text.Count('[') > MostMarks
            || text.Count("](") + text.Count("][") > MostMarks
            || text.Count('|') > MostCells
            || text.Count("www.") + text.Count("://") + text.Count("mailto:") + text.Count("tel:") > MostMarks
        )
            return true;
        int runs = 0,
            depth = 0;
        var isPrefix = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\n';
            if (c is '*' or '_' or '~' && (i == 0 || text[i - 1] != c) && !IsWithinWord(text, i))
                runs++;
            if (c is '\n' or '\r')
                (isPrefix, depth) = (true, 0);
            else if (isPrefix && (c == '>' || (c is '-' or '+' or '*' or '.' or ')' && next is ' ' or '\t')))
                depth++;
            else if (isPrefix && !(c is ' ' or '\t' || char.IsAsciiDigit(c)))
                isPrefix = false;
            if (runs > MostMarks || depth > MostDepth)
                return true;
        }

        return false;
    }

    /// <summary>As in <c>snake_case</c>, where it marks nothing.</summary>
    private static bool IsWithinWord(ReadOnlySpan<char> text, int i) =>
        text[i] == '_'
        && i > 0
        && i + 1 < text.Length
        && char.IsLetterOrDigit(text[i - 1])
        && char.IsLetterOrDigit(text[i + 1]);
}
