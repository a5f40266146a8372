using System.Globalization;

namespace Pharos.OnCall.Rules;

/// <summary>
/// The words of the fields by which alerts are compared. Two alerts are similar if their fields share most words.
/// </summary>
/// <remarks>
/// A text is split into words at everything that is neither a letter nor a digit. Case doesn't count, every run of
/// digits counts as the same number, so that <c>web-01</c> equals <c>web-02</c>, and each character of a script without
/// spaces is a word. The similarity of a field is Dice's coefficient: twice the number of shared words, divided by the
/// number of words in both. The score is the mean over the fields that at least one alert has; the title counts twice.
/// </remarks>
public sealed class SimilarityProfile
{
    /// <summary>The words of a field that count; later ones are ignored, so that long texts cost no more.</summary>
    public const int MaxWords = 256;

    private const uint Number = 1;
    private const int TitleWeight = 2;

    /// <summary>For each field the hashes of its words, sorted; empty if the alert lacks the field.</summary>
    private readonly uint[][] fields;
    private readonly int[] weights;

    private SimilarityProfile(uint[][] fields, int[] weights) => (this.fields, this.weights) = (fields, weights);

    /// <param name="keys">The fields to compare. Only profiles with the same keys can be compared.</param>
    /// <param name="subject">The alert, or the first alert of an incident.</param>
    public static SimilarityProfile From(IReadOnlyList<FilterKey> keys, FilterSubject subject)
    {
        var words = new uint[keys.Count][];
        var weight = new int[keys.Count];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = Words(keys[i].Read(subject));
            weight[i] = keys[i].From == FilterKey.Source.Title ? TitleWeight : 1;
        }

        return new SimilarityProfile(words, weight);
    }

    /// <summary>From 0 (nothing shared) to 1 (the same words); 0 if neither alert has any of the fields.</summary>
    /// <exception cref="ArgumentException">The profiles have different keys.</exception>
    public double Score(SimilarityProfile other)
    {
        if (fields.Length != other.fields.Length)
            throw new ArgumentException("The profiles have different keys.", nameof(other));
        double sum = 0;
        var total = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            var words = fields[i].Length + other.fields[i].Length;
            if (words == 0)
                continue;
            total += weights[i];
            sum += weights[i] * 2.0 * Shared(fields[i], other.fields[i]) / words;
        }

        return total == 0 ? 0 : sum / total;
    }

    private static int Shared(uint[] one, uint[] other)
    {
        var (i, j, shared) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            if (one[i] == other[j])
                (i, j, shared) = (i + 1, j + 1, shared + 1);
            else if (one[i] < other[j])
                i++;
            else
                j++;
        }

        return shared;
    }

    private static uint[] Words(string? text)
    {
        if (text is null)
            return [];
        Span<uint> words = stackalloc uint[MaxWords];
        var count = 0;
        for (var i = 0; i < text.Length && count < MaxWords; )
        {
            var c = text[i];
            if (char.IsDigit(c))
            {
                while (i < text.Length && char.IsDigit(text[i]))
                    i++;
                words[count++] = Number;
            }
            else if (!IsWord(c))
                i++;
            else if (char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter || char.IsSurrogate(c))
            {
                words[count++] = Hash(text.AsSpan(i, 1));
                i++;
            }
            else
            {
                var start = i;
                while (i < text.Length && IsWord(text[i]) && !char.IsDigit(text[i]))
                    i++;
                words[count++] = Hash(text.AsSpan(start, i - start));
            }
        }

        words = words[..count];
        words.Sort();
        return words.ToArray();
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);

    /// <summary>FNV-1a, so that stored and compared hashes agree on all nodes.</summary>
    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261;
        foreach (var c in word)
            hash = (hash ^ char.ToLowerInvariant(c)) * 16777619;
        return hash;
    }
}
