using Pharos.Kernel;

namespace Pharos.OnCall;

/// <summary>Values that a request sends as one text with commas.</summary>
internal static class CommaList
{
    /// <returns>The values without duplicates; empty if absent or blank.</returns>
    /// <exception cref="ApiException">A name is not one of the enumeration.</exception>
    public static IReadOnlyList<T> Parse<T>(string? text, string field)
        where T : struct, Enum
    {
        var values = new List<T>();
        // No more items than an enumeration can have, with room for repetitions.
        foreach (var name in (text ?? "").Split(',', 100, StringSplitOptions.TrimEntries))
        {
            if (name.Length == 0)
                continue;
            if (!WireName<T>.TryParse(name, out var value))
                throw Errors.Invalid(
                    Messages.WrongType,
                    field,
                    new Message(Messages.KindOneOf, string.Join(", ", WireName<T>.All))
                );
            if (!values.Contains(value))
                values.Add(value);
        }

        return values;
    }
}
