using System.Globalization;
using System.Text;

namespace Pharos.OnCall.Incidents.Search;

/// <summary>
/// Splits texts into the words that the search index contains, the same ones on both databases: in lower case, without
/// accents. A name such as <c>KubePodCrash</c> is one word and, after it, three. Chinese, Japanese and Korean text has
/// no spaces, so each pair of its characters is a word, and so is the last character.
/// </summary>
internal static class SearchWords
{
    /// <summary>Longer words are cut, in the index and in queries.</summary>
    private const int MaxLength = 100;

    /// <summary>The runs of letters and digits of a text, in their order.</summary>
    public static IEnumerable<WordRun> Runs(string text)
    {
        var folded = Fold(text);
        for (var i = 0; i < folded.Count; )
        {
            if (!IsWordCharacter(folded[i]))
            {
                i++;
                continue;
            }

            var (start, ideographic) = (i, IsIdeographic(folded[i]));
            while (i < folded.Count && IsWordCharacter(folded[i]) && IsIdeographic(folded[i]) == ideographic)
                i++;
            yield return new WordRun(folded[start..i], ideographic);
        }
    }

    /// <summary>The words of a text as the index contains them.</summary>
    public static IEnumerable<string> ForIndex(string text) => Runs(text).SelectMany(run => run.ForIndex());

    /// <summary>The characters of a text without accents and differences of form, such as full width.</summary>
    private static List<Rune> Fold(string text)
    {
        // Runes replace what is not valid Unicode, which Normalize rejects.
        var valid = text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? string.Concat(text.EnumerateRunes()) : text;
        if (Ascii.IsValid(valid))
            return [.. valid.EnumerateRunes()];
        var bare = string.Concat(
            valid
                .Normalize(NormalizationForm.FormKD)
                .EnumerateRunes()
                .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        );
        return [.. bare.Normalize(NormalizationForm.FormC).EnumerateRunes()];
    }

    private static bool IsWordCharacter(Rune rune) => Rune.IsLetterOrDigit(rune);

    private static bool IsIdeographic(Rune rune) =>
        rune.Value
            is (>= 0x2E80 and <= 0x2FDF)
                or (>= 0x3005 and <= 0x3007)
                or (>= 0x3040 and <= 0x30FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x323AF);

    /// <summary>Adjacent letters and digits, either all ideographic or none.</summary>
    public sealed record WordRun(List<Rune> Characters, bool IsIdeographic)
    {
        /// <summary>The words that the index contains for this run.</summary>
        public IEnumerable<string> ForIndex()
        {
            if (IsIdeographic)
                return [.. Pairs(), Last()];
            var parts = Parts();
            return parts.Count == 1 ? parts : [Lower(Characters), .. parts];
        }

        /// <summary>The parts of a name in camel case, in lower case; the whole name if it has none.</summary>
        public List<string> Parts()
        {
            var (parts, start) = (new List<string>(), 0);
            for (var i = 1; i < Characters.Count; i++)
            {
                var beginsWord =
                    Rune.IsUpper(Characters[i])
                    && (
                        !Rune.IsUpper(Characters[i - 1])
                        || (i + 1 < Characters.Count && Rune.IsLower(Characters[i + 1]))
                    );
                if (!beginsWord)
                    continue;
                parts.Add(Lower(Characters[start..i]));
                start = i;
            }

            parts.Add(Lower(Characters[start..]));
            return parts;
        }

        /// <summary>Each two adjacent characters.</summary>
        public IEnumerable<string> Pairs() => Characters.Zip(Characters.Skip(1), (a, b) => $"{a}{b}");

        /// <summary>The last character.</summary>
        public string Last() => Characters[^1].ToString();

        private static string Lower(List<Rune> characters) =>
            string.Concat(characters.Take(MaxLength).Select(Rune.ToLowerInvariant));
    }
}
