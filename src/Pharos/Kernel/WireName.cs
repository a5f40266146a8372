using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pharos.Kernel;

/// <summary>
/// The names of an enumeration's values on the wire and in the database, as <see cref="WireNames"/> defines them.
/// </summary>
public static class WireName<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>()
        .ToFrozenDictionary(value => value, value => WireNames.Of(typeof(T), value.ToString()));

    private static readonly FrozenDictionary<string, T> Values = Names.ToFrozenDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    public static string ToWire(T value) => Names[value];

    public static bool TryParse(string? name, out T value)
    {
        value = default;
        return name is not null && Values.TryGetValue(name, out value);
    }

    /// <exception cref="FormatException">The database contains a name that this version does not know.</exception>
    public static T Parse(string name) =>
        TryParse(name, out var value) ? value : throw new FormatException($"'{name}' is not a {typeof(T).Name}");

    /// <summary>All names, in the order of the values.</summary>
    public static IEnumerable<string> All => Enum.GetValues<T>().Select(ToWire);
}

/// <summary>Reads and writes enumerations by exact wire name; rejects numbers, other case and lists.</summary>
internal sealed class WireNameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && WireName<T>.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(WireName<T>.ToWire(value));
}

internal sealed class WireNameConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(WireNameConverter<>).MakeGenericType(typeToConvert))!;
}
