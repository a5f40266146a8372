using System.Globalization;
using System.Text;

namespace Pharos.OnCall.Rules;

/// <summary>
/// Translates RE2 syntax where .NET reads the same characters differently: ASCII classes such as <c>\d</c>, POSIX
/// classes, <c>\Q…\E</c>, <c>\pL</c>, <c>\x{…}</c>, <c>(?P&lt;name&gt;…)</c>, <c>$</c>, and brackets within classes.
/// </summary>
internal static class Re2Syntax
{
    /// <exception cref="FormatException">The pattern has syntax that can't be translated.</exception>
    public static string ToDotNet(string pattern)
    {
        var output = new StringBuilder(pattern.Length + 16);
        var multiline = HasMultiline(pattern);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\')
                i = Escape(pattern, i, inClass, output);
            else if (inClass && c == '[')
                i = PosixClass(pattern, i, output);
            else if (inClass)
            {
                inClass = c != ']';
                output.Append(c);
            }
            else if (c == '[')
            {
                inClass = true;
                i = OpenClass(pattern, i, output);
            }
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?P<", StringComparison.Ordinal))
            {
                output.Append("(?<");
                i += 3;
            }
            else
                output.Append(c == '$' && !multiline ? "\\z" : c.ToString());
        }

        return output.ToString();
    }

    /// <summary>Writes the start of a class, in which a leading bracket is a character.</summary>
    private static int OpenClass(string pattern, int at, StringBuilder output)
    {
        output.Append('[');
        if (at + 1 < pattern.Length && pattern[at + 1] == '^')
        {
            output.Append('^');
            at++;
        }

        if (at + 1 >= pattern.Length || pattern[at + 1] != ']')
            return at;
        output.Append("\\]");
        return at + 1;
    }

    /// <returns>The index of the last character that was read.</returns>
    private static int PosixClass(string pattern, int at, StringBuilder output)
    {
        var end =
            at + 1 < pattern.Length && pattern[at + 1] == ':'
                ? pattern.IndexOf(":]", at + 2, StringComparison.Ordinal)
                : -1;
        if (end < 0)
        {
            // .NET would read a class to subtract.
            output.Append("\\[");
            return at;
        }

        output.Append(
            pattern[(at + 2)..end] switch
            {
                "alnum" => "0-9A-Za-z",
                "alpha" => "A-Za-z",
                "ascii" => "\\x00-\\x7F",
                "blank" => "\\t ",
                "cntrl" => "\\x00-\\x1F\\x7F",
                "digit" => "0-9",
                "graph" => "!-~",
                "lower" => "a-z",
                "print" => " -~",
                "punct" => "!-/:-@\\[-`{-~",
                "space" => "\\t\\n\\v\\f\\r ",
                "upper" => "A-Z",
                "word" => "0-9A-Za-z_",
                "xdigit" => "0-9A-Fa-f",
                _ => throw new FormatException(),
            }
        );
        return end + 1;
    }

    /// <returns>The index of the last character that was read.</returns>
    private static int Escape(string pattern, int at, bool inClass, StringBuilder output)
    {
        if (at + 1 >= pattern.Length)
            throw new FormatException();
        var c = pattern[at + 1];
        if (AsciiClass(c, inClass) is { } ascii)
        {
            output.Append(ascii);
            return at + 1;
        }

        if (c == 'Q')
        {
            var end = pattern.IndexOf("\\E", at + 2, StringComparison.Ordinal);
            foreach (var literal in pattern.AsSpan(at + 2, (end < 0 ? pattern.Length : end) - at - 2))
                AppendLiteral(literal, output);
            return end < 0 ? pattern.Length - 1 : end + 1;
        }

        if (c is 'p' or 'P' && at + 2 < pattern.Length && pattern[at + 2] != '{')
        {
            output.Append('\\').Append(c).Append('{').Append(pattern[at + 2]).Append('}');
            return at + 2;
        }

        if (c == 'x' && at + 2 < pattern.Length && pattern[at + 2] == '{')
            return CodePoint(pattern, at, output);
        output.Append('\\').Append(c);
        return at + 1;
    }

    private static string? AsciiClass(char c, bool inClass) =>
        (c, inClass) switch
        {
            ('d', false) => "[0-9]",
            ('d', true) => "0-9",
            ('D', false) => "[^0-9]",
            ('D', true) => "\\x00-/:-\\uFFFF",
            ('w', false) => "[0-9A-Za-z_]",
            ('w', true) => "0-9A-Za-z_",
            ('W', false) => "[^0-9A-Za-z_]",
            ('W', true) => "\\x00-/:-@\\[-\\^`{-\\uFFFF",
            ('s', false) => "[\\t\\n\\f\\r ]",
            ('s', true) => "\\t\\n\\f\\r ",
            ('S', false) => "[^\\t\\n\\f\\r ]",
            ('S', true) => "\\x00-\\x08\\x0B\\x0E-\\x1F!-\\uFFFF",
            _ => null,
        };

    private static int CodePoint(string pattern, int at, StringBuilder output)
    {
        var end = pattern.IndexOf('}', at);
        // Beyond the basic plane a character is two code units, which a class can't hold.
        if (
            end < 0
            || !int.TryParse(
                pattern.AsSpan(at + 3, end - at - 3),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var code
            )
            || code is < 0 or > char.MaxValue
        )
            throw new FormatException();
        AppendLiteral((char)code, output);
        return end;
    }

    private static void AppendLiteral(char c, StringBuilder output) =>
        output.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));

    /// <summary>
    /// Whether a group switches on multi-line mode, in which <c>$</c> means the same in both syntaxes.
    /// </summary>
    private static bool HasMultiline(string pattern)
    {
        for (var i = pattern.IndexOf("(?", StringComparison.Ordinal); i >= 0; )
        {
            var flag = i + 2;
            while (flag < pattern.Length && char.IsAsciiLetter(pattern[flag]))
            {
                if (pattern[flag++] == 'm')
                    return true;
            }

            i = pattern.IndexOf("(?", i + 2, StringComparison.Ordinal);
        }

        return false;
    }
}
