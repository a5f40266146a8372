using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Pharos.Kernel;

/// <summary>
/// The rule for every text that people write (docs/decisions/0004): NFC, without invisible characters. These hide
/// differences between names, reverse the text around them, or are illegal in HTML and XML.
/// </summary>
public static class HumanText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const int NextLine = 0x85;
    private const int LineSeparator = 0x2028;
    private const int ParagraphSeparator = 0x2029;
    private const int BlackFlag = 0x1F3F4;

    /// <summary>Isolates text whose direction follows its first letter (FSI), from the text around it.</summary>
    private const char FirstStrongIsolate = '\u2068';

    private const char PopIsolate = '\u2069';

    private static readonly SearchValues<char> NeedsNothing = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c),
        '\t',
        '\n',
        '\r',
    ]);

    /// <summary>Scripts whose letters change shape next to a joiner: Arabic, Indic and related scripts.</summary>
    private static readonly (int From, int To)[] JoiningScripts =
    [
        (0x0600, 0x0DFF),
        (0x1000, 0x109F),
        (0x1780, 0x18AF),
        (0x1900, 0x1CFF),
        (0xA840, 0xA95F),
        (0xA980, 0xABFF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFE),
        (0x10A00, 0x11FFF),
        (0x1E900, 0x1E95F),
    ];

    /// <summary>A text as it is stored. Line breaks and tabs stay, other control characters are dropped.</summary>
    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(NeedsNothing) < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        var last = default(Rune);
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var unpaired = IsUnpaired(rune, text, index);
            index += unpaired ? 1 : rune.Utf16SequenceLength;
            if (unpaired || !Stays(rune, last, text.AsSpan(index)))
                continue;
            clean.Append(rune.Value is NextLine or LineSeparator or ParagraphSeparator ? "\n" : rune.ToString());
            last = rune;
        }

        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// What two equal names have in common: their characters in NFC, without regard to case, invisible characters and
    /// the kind and number of spaces.
    /// </summary>
    public static string Key(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var rune in Clean(name).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (key.Length > 0 && key[^1] != ' ')
                    key.Append(' ');
            }
            else if (!IsIgnorable(rune.Value))
                // Twice, because a few letters have equal upper case only, such as the two forms of sigma.
                key.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString());
        }

        return key.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Whether two names are the same name for a reader.</summary>
    public static bool SameName(string one, string other) => NameComparer.Instance.Equals(one, other);

    /// <summary>
    /// Guards outputs against texts that an older version stored: drops control characters, except line breaks and
    /// tabs, noncharacters and bidirectional overrides.
    /// </summary>
    public static string Printable(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(NeedsNothing);
        if (first < 0 || !HasUnprintable(text.AsSpan(first)))
            return text;
        var clean = new StringBuilder(text.Length);
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var unpaired = IsUnpaired(rune, text, index);
            index += unpaired ? 1 : rune.Utf16SequenceLength;
            if (!unpaired && !IsUnprintable(rune.Value))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>
    /// A text for use within another one where there is no markup: its direction does not affect the text around it.
    /// Text without right-to-left letters stays as it is.
    /// </summary>
    public static string Isolate(string text) =>
        HasRightToLeft(text) ? FirstStrongIsolate + Printable(text) + PopIsolate : text;

    /// <summary>Isolates texts among the arguments of a sentence.</summary>
    public static object Isolate(object argument) => argument is string text ? Isolate(text) : argument;

    /// <summary>
    /// The HTML attribute <c>dir</c> of an element that contains only this text: it reads from the side of its first
    /// letter. Null for text without right-to-left letters, which needs no attribute.
    /// </summary>
    public static string? Direction(string? text) => text is not null && HasRightToLeft(text) ? "auto" : null;

    /// <summary>Whether a text contains Arabic, Hebrew or other letters that are written from right to left.</summary>
    public static bool HasRightToLeft(string text)
    {
        // Nearly all texts have no character of these blocks.
        foreach (var c in text.AsSpan())
        {
            if (c >= 0x590)
                return text.EnumerateRunes().Any(rune => IsRightToLeft(rune.Value));
        }

        return false;
    }

    /// <summary>Whether a character must not appear in any output.</summary>
    public static bool IsUnprintable(int value) =>
        value is (< 0x20 and not ('\t' or '\n' or '\r')) or (>= 0x7F and <= 0x9F) or (>= 0x202A and <= 0x202E)
        || IsNoncharacter(value);

    private static bool HasUnprintable(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || IsUnprintable(c))
                return true;
        }

        return false;
    }

    private static bool Stays(Rune rune, Rune last, ReadOnlySpan<char> rest)
    {
        var value = rune.Value;
        if (value < 0x7F)
            return !IsUnprintable(value);
        return value switch
        {
            NextLine or LineSeparator or ParagraphSeparator => true, // Become line breaks.
            _ when IsNoncharacter(value) => false,
            ZeroWidthNonJoiner => IsJoining(last.Value),
            ZeroWidthJoiner => IsJoining(last.Value)
                || (
                    IsPictograph(last.Value)
                    && Rune.DecodeFromUtf16(rest, out var next, out _) == OperationStatus.Done
                    && IsPictograph(next.Value)
                ),
            // The parts of a flag such as that of Scotland.
            >= 0xE0020 and <= 0xE007F => last.Value is BlackFlag or (>= 0xE0020 and <= 0xE007F),
            // Variation selectors: the form of an emoji or of a Chinese character.
            (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) => last.Value > ' ',
            >= 0x180B and <= 0x180F => last.Value is >= 0x1800 and <= 0x18AF,
            // Signs that are visible although their category is "format": Arabic numbers, Egyptian hieroglyphs.
            (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD => true,
            >= 0x13430 and <= 0x1345F => true,
            _ when IsIgnorable(value) => false,
            _ => Rune.GetUnicodeCategory(rune)
                is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate),
        };
    }

    /// <summary>Whether readers see nothing in the place of this character (Unicode's Default_Ignorable).</summary>
    private static bool IsIgnorable(int value) =>
        value
            is 0xAD
                or 0x34F
                or 0x61C
                or (>= 0x115F and <= 0x1160)
                or (>= 0x17B4 and <= 0x17B5)
                or (>= 0x180B and <= 0x180F)
                or (>= 0x200B and <= 0x200F)
                or (>= 0x202A and <= 0x202E)
                or (>= 0x2060 and <= 0x206F)
                or 0x3164
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFEFF
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFFB)
                or (>= 0x1BCA0 and <= 0x1BCA3)
                or (>= 0x1D173 and <= 0x1D17A)
                or (>= 0xE0000 and <= 0xE0FFF);

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsJoining(int value)
    {
        foreach (var (from, to) in JoiningScripts)
        {
            if (value >= from && value <= to)
                return true;
        }

        return false;
    }

    private static bool IsPictograph(int value) =>
        value is 0xFE0F or (>= 0x2190 and <= 0x2BFF) or (>= 0x1F000 and <= 0x1FAFF);

    private static bool IsRightToLeft(int value) =>
        value
            is (>= 0x590 and <= 0x8FF)
                or (>= 0xFB1D and <= 0xFDFF)
                or (>= 0xFE70 and <= 0xFEFC)
                or (>= 0x10800 and <= 0x10FFF)
                or (>= 0x1E800 and <= 0x1EFFF);

    /// <summary>Whether the replacement character at an index stands for half of a surrogate pair.</summary>
    private static bool IsUnpaired(Rune rune, string text, int index) =>
        rune == Rune.ReplacementChar && index < text.Length && char.IsSurrogate(text[index]);
}

/// <summary>
/// Finds things by name: the one with exactly this name, or else one with the same name for a reader. Names that older
/// versions allowed side by side, such as "API" and "api", are both found.
/// </summary>
public sealed class NameLookup<T>
{
    private readonly Dictionary<string, T> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T> similar = new(NameComparer.Instance);

    /// <summary>Adds a thing; of two with the same name the first one is found.</summary>
    public void Add(string name, T value)
    {
        exact.TryAdd(HumanText.Clean(name), value);
        similar.TryAdd(name, value);
    }

    public bool TryGetValue(string name, [MaybeNullWhen(false)] out T value) =>
        exact.TryGetValue(HumanText.Clean(name), out value) || similar.TryGetValue(name, out value);

    public bool Contains(string name) => TryGetValue(name, out _);

    public T this[string name] => TryGetValue(name, out var value) ? value : throw new KeyNotFoundException();
}

/// <summary>Compares names by <see cref="HumanText.Key"/>.</summary>
public sealed class NameComparer : IEqualityComparer<string>
{
    public static readonly NameComparer Instance = new();

    private NameComparer() { }

    public bool Equals(string? one, string? other) =>
        ReferenceEquals(one, other)
        || (one is not null && other is not null && HumanText.Key(one) == HumanText.Key(other));

    public int GetHashCode(string name) => HumanText.Key(name).GetHashCode(StringComparison.Ordinal);
}
