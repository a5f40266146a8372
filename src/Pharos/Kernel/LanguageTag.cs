using System.Text.RegularExpressions;

namespace Pharos.Kernel;

/// <summary>Validates BCP 47 language tags such as <c>en-US</c> and <c>zh-Hans-CN</c>.</summary>
internal static partial class LanguageTag
{
    private const int MaxLength = 35;

    /// <summary>The tag in conventional case; null when absent or blank.</summary>
    /// <exception cref="ApiException">The tag is not well-formed.</exception>
    public static string? Check(string? value, string field)
    {
        if (Validate.OptionalLine(value, field, 255) is not { } tag)
            return null;
        if (tag.Length > MaxLength || !WellFormed().IsMatch(tag))
            throw Errors.Invalid(Messages.BadLocale, field);
        return WithConventionalCase(tag);
    }

    private static string WithConventionalCase(string tag)
    {
        var parts = tag.ToLowerInvariant().Split('-');
        // A single letter starts an extension, whose subtags are neither regions nor scripts.
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
        "^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
            + "(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex WellFormed();
}
