using System.Globalization;
using System.Text;

namespace Pharos.Kernel;

/// <summary>
/// Validates request fields. Each method returns the normalised value or throws an error with the field's name. The
/// lengths of lists are checked before, from their <c>MaxLength</c> attributes.
/// </summary>
public static class Validate
{
    /// <summary>
    /// The last second of the year 9998: a year before the calendar's end, because local times can be a day ahead of
    /// UTC and ends lie after starts.
    /// </summary>
    public const long MaxSeconds = 253370764799;

    /// <summary>The last second of the year 9999, for times that are only compared.</summary>
    public const long EndOfTime = 253402300799;

    /// <summary>The maximum length of a Markdown text, in characters.</summary>
    public const int MaxText = 65535;

    public static T Required<T>(T? value, string field)
        where T : struct => value ?? throw Errors.Missing(field);

    public static long Id(long? value, string field) => Range(Required(value, field), field, 1, Ids.Max);

    public static long? Seconds(long? value, string field) =>
        value is null ? null : Range(value.Value, field, 1, MaxSeconds);

    public static long Range(long value, string field, long min, long max) =>
        value >= min && value <= max ? value : throw Errors.Invalid(Messages.OutOfRange, field, min, max);

    /// <summary>
    /// A line of text: clean as <see cref="HumanText"/> defines it, trimmed, not blank, no control characters.
    /// </summary>
    public static string Line(string? value, string field, int max)
    {
        if (value is null)
            throw Errors.Missing(field);
        var line = OptionalLine(value, field, max);
        return line is null ? throw Errors.Invalid(Messages.Blank, field) : line;
    }

    /// <summary>Like <see cref="Line"/>, but null when absent or blank.</summary>
    public static string? OptionalLine(string? value, string field, int max)
    {
        if (value is null)
            return null;
        // Refused, not dropped: a tab or a line break in a name is a mistake in the client's data.
        if (value.AsSpan().Trim().ContainsControl())
            throw Errors.Invalid(Messages.ControlCharacter, field);
        var line = HumanText.Clean(value).ReplaceLineEndings(" ").Trim();
        Length(line, field, max);
        return line.Length == 0 ? null : line;
    }

    /// <summary>
    /// Multi-line text, clean as <see cref="HumanText"/> defines it: a pasted terminal log loses its color codes.
    /// </summary>
    public static string? OptionalText(string? value, string field, int max = MaxText)
    {
        if (value is null)
            return null;
        if (value.Contains('\0', StringComparison.Ordinal))
            throw Errors.Invalid(Messages.NulCharacter, field); // Binary data.
        var text = HumanText.Clean(value);
        Length(text, field, max);
        return text;
    }

    public static string Text(string? value, string field, int max = MaxText)
    {
        var text = OptionalText(value, field, max) ?? throw Errors.Missing(field);
        return string.IsNullOrWhiteSpace(text) ? throw Errors.Invalid(Messages.Blank, field) : text;
    }

    public static string Ulid(string? value, string field)
    {
        if (value is null)
            throw Errors.Missing(field);
        return Ids.IsUlid(value) ? value : throw Errors.Invalid(Messages.NotUlid, field);
    }

    /// <summary>An ObjectID, in lower case.</summary>
    public static string ObjectId(string? value, string field)
    {
        if (value is null)
            throw Errors.Missing(field);
        return Ids.IsObjectId(value) ? value.ToLowerInvariant() : throw Errors.Invalid(Messages.NotObjectId, field);
    }

    /// <summary>A required list of ObjectIDs, without duplicates.</summary>
    public static IReadOnlyList<string> ObjectIds(IReadOnlyList<string?>? items, string field) =>
        [.. Items(items, field).Select((id, i) => ObjectId(id, Index(field, i))).Distinct(StringComparer.Ordinal)];

    /// <summary>A required list with at least one item and no nulls.</summary>
    public static IReadOnlyList<T> Items<T>(IReadOnlyList<T?>? items, string field)
        where T : class
    {
        if (items is null)
            throw Errors.Missing(field);
        if (items.Count == 0)
            throw Errors.Invalid(Messages.TooFew, field, 1);
        return OptionalItems(items, field)!;
    }

    public static IReadOnlyList<T>? OptionalItems<T>(IReadOnlyList<T?>? items, string field)
        where T : class
    {
        if (items is null)
            return null;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
                throw Errors.Missing(Index(field, i));
        }

        return items!;
    }

    /// <summary>Like <see cref="OptionalItems{T}"/>, for enumerations.</summary>
    public static IReadOnlyList<T>? OptionalValues<T>(IReadOnlyList<T?>? items, string field)
        where T : struct, Enum => items?.Select((item, i) => Required(item, Index(field, i))).ToList();

    /// <summary>A required list of distinct ULIDs.</summary>
    public static IReadOnlyList<string> Ulids(IReadOnlyList<string?>? items, string field)
    {
        var ids = Items(items, field);
        Distinct(ids.Select((id, i) => Ulid(id, Index(field, i))), field);
        return ids;
    }

    /// <summary>A list of IDs without duplicates; empty when absent.</summary>
    public static IReadOnlyList<long> OptionalIds(IReadOnlyList<long?>? items, string field) =>
        items is null ? [] : [.. items.Select((id, i) => Id(id, Index(field, i))).Distinct()];

    /// <summary>Like <see cref="OptionalIds"/>, but at least one ID is required.</summary>
    public static IReadOnlyList<long> RequiredIds(IReadOnlyList<long?>? items, string field) =>
        items switch
        {
            null => throw Errors.Missing(field),
            { Count: 0 } => throw Errors.Invalid(Messages.TooFew, field, 1),
            _ => OptionalIds(items, field),
        };

    /// <summary>A line of text with a length limit in both directions, in characters.</summary>
    public static string Name(string? value, string field, int min, int max)
    {
        var name = Line(value, field, max);
        return name.EnumerateRunes().Count() >= min
            ? name
            : throw Errors.Invalid(Messages.LengthBetween, field, min, max);
    }

    /// <exception cref="ApiException">Two items are equal; the error names the second one.</exception>
    public static void Distinct<T>(IEnumerable<T> items, string field, string? member = null)
    {
        var seen = new HashSet<T>();
        var i = 0;
        foreach (var item in items)
        {
            if (!seen.Add(item))
                throw Errors.Invalid(Messages.Duplicate, Index(field, i) + (member is null ? "" : "." + member));
            i++;
        }
    }

    /// <summary>An integer ID sent as a string.</summary>
    public static long IdText(string text, string field) =>
        text.Length is > 0 and <= 16
        && text.All(char.IsAsciiDigit)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && id is >= 1 and <= Ids.Max
            ? id
            : throw Errors.Invalid(Messages.NotId, field);

    public static string Index(string field, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");

    private static bool ContainsControl(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
                return true;
        }

        return false;
    }

    private static void Length(string value, string field, int max)
    {
        if (value.Length <= max)
            return;
        var characters = 0;
        foreach (var _ in value.EnumerateRunes())
            characters++;
        if (characters > max)
            throw Errors.Invalid(Messages.TooLong, field, max);
    }
}
