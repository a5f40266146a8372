using System.Globalization;
using System.Text;
using AnyAscii;
using Pharos.Kernel;

namespace Pharos.StatusPages.Pages;

/// <summary>
/// The slug of a page: lower-case ASCII letters, digits and single hyphens. Other scripts are transliterated, so that
/// <c>Straße</c> becomes <c>strasse</c> and <c>状态</c> becomes <c>zhuang-tai</c>.
/// </summary>
internal static class Slug
{
    /// <summary>Proposed for a name without letters and digits.</summary>
    private const string Neutral = "status-page";

    private const int MaxLength = 255;

    /// <exception cref="ApiException">The text has no letter and no digit, or its slug is too long.</exception>
    public static string Check(string? sent, string field)
    {
        var slug = From(Validate.Line(sent, field, MaxLength));
        return slug.Length == 0 ? throw Errors.Invalid(Messages.BadSlug, field)
            : slug.Length > MaxLength ? throw Errors.Invalid(Messages.TooLong, field, MaxLength)
            : slug;
    }

    /// <summary>A slug for a page of this name.</summary>
    public static string Propose(string name)
    {
        var slug = From(HumanText.Clean(name));
        return slug.Length == 0 ? Neutral : slug[..Math.Min(slug.Length, MaxLength)].TrimEnd('-');
    }

    private static string From(string text)
    {
        var slug = new StringBuilder(text.Length);
        // Composed, so that a letter and its marks are transliterated together.
        foreach (var rune in text.Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune))
            {
                if (
                    Rune.GetUnicodeCategory(rune)
                    is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                )
                    Separate(slug);
                continue;
            }

            // Chinese characters and syllables are words of their own.
            var isWord = Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherLetter && rune.Value is >= 0x3400;
            if (isWord)
                Separate(slug);
            // Lower case is taken from the result: "İ" lowers to two characters.
            foreach (var c in rune.IsAscii ? rune.ToString() : rune.ToString().Transliterate())
            {
                if (char.IsAsciiLetterOrDigit(c))
                    slug.Append(char.ToLowerInvariant(c));
            }

            if (isWord)
                Separate(slug);
        }

        return slug.ToString().TrimEnd('-');
    }

    private static void Separate(StringBuilder slug)
    {
        if (slug.Length > 0 && slug[^1] != '-')
            slug.Append('-');
    }
}
