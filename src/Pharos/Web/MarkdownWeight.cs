namespace Pharos.Web;

/// <summary>
/// Limits the work of the Markdown parser. For each mark it searches all following marks for the matching one, so a
/// long text full of marks takes seconds. Texts over a limit, which no one writes by hand, are shown unrendered.
/// </summary>
internal static class MarkdownWeight
{
    /// <summary>Applies separately to brackets, link targets, addresses, and runs of * _ and ~.</summary>
    public const int MostMarks = 1200;

    /// <summary>Table cells, whose cost is linear.</summary>
    public const int MostCells = 6000;

    /// <summary>Nesting depth of quotes and lists.</summary>
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

    /// <summary>Whether an underscore stands inside a word, as in <c>snake_case</c>, and marks nothing.</summary>
    private static bool IsWithinWord(ReadOnlySpan<char> text, int i) =>
        text[i] == '_'
        && i > 0
        && i + 1 < text.Length
        && char.IsLetterOrDigit(text[i - 1])
        && char.IsLetterOrDigit(text[i + 1]);
}
