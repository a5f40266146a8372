using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Walks;

/// <summary>
/// Checks JSON against a schema of <see cref="ContractFile"/>. No property may be null: what there is not is left out.
/// </summary>
internal static class ContractSchema
{
    /// <summary>The schema itself, behind its reference if it is one.</summary>
    public static JsonObject Resolve(JsonNode schema) =>
        schema["$ref"]?.GetValue<string>() is { } name ? Resolve(ContractFile.Schema(name)) : schema.AsObject();

    /// <summary>All that is wrong with a value, each with its place.</summary>
    public static IEnumerable<string> Problems(JsonNode? value, JsonNode schemaOrReference, string place = "$")
    {
        var schema = Resolve(schemaOrReference);
        var type = schema["type"]!.GetValue<string>();
        var actual = value?.GetValueKind() ?? JsonValueKind.Null;
        var fits = type switch
        {
            "object" => actual == JsonValueKind.Object,
            "array" => actual == JsonValueKind.Array,
            "string" => actual == JsonValueKind.String,
            "number" => actual == JsonValueKind.Number,
            "any" => actual != JsonValueKind.Null,
            "boolean" => actual is JsonValueKind.True or JsonValueKind.False,
            "integer" => actual == JsonValueKind.Number
                && long.TryParse(value!.ToJsonString(), out var number)
                && Math.Abs(number) < 1L << 53,
            _ => throw new InvalidOperationException($"{place}: the validator knows no type {type}"),
        };
        if (!fits)
            return [$"{place} is {actual}, not {type}"];
        return type switch
        {
            // A map whose names are not known.
            "object" when schema["open"] is not null => [],
            "object" => OfObject(value!.AsObject(), schema, place),
            "array" => value!.AsArray().SelectMany((item, i) => Problems(item, schema["items"]!, $"{place}[{i}]")),
            "string" => OfString(value!.GetValue<string>(), schema, place),
            _ => [],
        };
    }

    private static IEnumerable<string> OfObject(JsonObject value, JsonObject schema, string place)
    {
        foreach (var name in Names(schema, "required").Where(name => !value.ContainsKey(name)))
            yield return $"{place} lacks {name}";
        foreach (var (name, inner) in value)
        {
            if (schema["properties"]?[name] is { } known)
            {
                foreach (var problem in Problems(inner, known, $"{place}.{name}"))
                    yield return problem;
            }
            else if (!Names(schema, "additions").Contains(name))
            {
                yield return $"{place}.{name} is unknown to the contract and not listed as an addition";
            }
        }
    }

    private static IEnumerable<string> OfString(string value, JsonObject schema, string place)
    {
        if (schema["enum"] is { } && !Names(schema, "enum").Contains(value))
            yield return $"{place} is '{value}', none of {schema["enum"]!.ToJsonString()}";
        if (value.Length > (schema["maxLength"]?.GetValue<int>() ?? int.MaxValue))
            yield return $"{place} is {value.Length} characters long";
    }

    private static IEnumerable<string> Names(JsonObject schema, string list) =>
        schema[list]?.AsArray().Select(n => n!.GetValue<string>()) ?? [];
}
