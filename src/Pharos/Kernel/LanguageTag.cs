using System.Text.RegularExpressions;

namespace Pharos.Kernel;

/// <summary>A language as BCP 47 writes it: <c>en-US</c>, <c>zh-Hans-CN</c>.</summary>
internal static partial class LanguageTag
{
    private const int MaxLength = 35;

    /// <summary>The tag in its usual case; null when there is none or it is blank.</summary>
    /// <exception cref="ApiException">Naming the field, when it is no well-formed tag.</exception>
    public static string? Check(string? sent, string field)
    {
        if (Validate.OptionalLine(sent, field, 255) is not { } tag)
            return null;
        if (tag.Length > MaxLength || !WellFormed().IsMatch(tag))
            throw Errors.Invalid(Messages.BadLocale, field);
        var usual = InUsualCase(tag);
        return usual == tag ? tag : usual;
    }

    private static string InUsualCase(string tag)
    {
        var parts = tag.ToLowerInvariant().Split('-');
        // From a single letter on it is an extension, whose parts mean something else.
        for (var i = 1; i < parts.Length && parts[i].Length > 1; i++)
        {
            if (parts[i].Length == 2)
                parts[i] = parts[i].ToUpperInvariant();
            else if (parts[i].Length == 4 && char.IsAsciiLetter(parts[i][0]))
                parts[i] = char.ToUpperInvariant(parts[i][0]) + parts[i][1..];
        }

        return string.Join('-', parts);
    }

    [GeneratedRegex(
        "^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex WellFormed();
}
