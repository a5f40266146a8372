using System.Globalization;
using System.Text.Json.Nodes;

namespace Pharos.Tests.Walks;

/// <summary>A field of a request, found by walking a sample request and its schema together.</summary>
/// <param name="Path">Its wire name: <c>updates[0].status</c>.</param>
/// <param name="Steps">The same as names and indexes.</param>
/// <param name="Schema">Resolved.</param>
/// <param name="Required">Whether the contract requires it.</param>
internal sealed record RequestField(string Path, IReadOnlyList<object> Steps, JsonObject Schema, bool Required)
{
    public string Type => Schema["type"]!.GetValue<string>();

    /// <summary>
    /// All fields of the schema that the sample has a place for, outer ones first; of a list its first item's.
    /// </summary>
    public static IEnumerable<RequestField> Of(JsonObject sample, JsonNode schema) =>
        OfObject(sample, ContractSchema.Resolve(schema), "", []);

    /// <summary>A copy of a request with this field changed; null takes it out.</summary>
    public JsonObject With(JsonObject request, JsonNode? value) =>
        Change(request, (parent, name) => parent[name] = value);

    public JsonObject Without(JsonObject request) => Change(request, (parent, name) => parent.Remove(name));

    private JsonObject Change(JsonObject request, Action<JsonObject, string> change)
    {
        var copy = request.DeepClone().AsObject();
        JsonNode at = copy;
        foreach (var step in Steps.SkipLast(1))
            at = step is int index ? at[index]! : at[(string)step]!;
        change(at.AsObject(), (string)Steps[^1]);
        return copy;
    }

    private static IEnumerable<RequestField> OfObject(
        JsonObject sample,
        JsonObject schema,
        string path,
        IReadOnlyList<object> steps
    )
    {
        foreach (var (name, reference) in schema["properties"]!.AsObject())
        {
            var inner = ContractSchema.Resolve(reference!);
            var required = schema["required"]?.AsArray().Any(r => r!.GetValue<string>() == name) == true;
            var field = new RequestField(
                path.Length == 0 ? name : path + '.' + name,
                [.. steps, name],
                inner,
                required
            );
            yield return field;
            foreach (var deeper in Inside(sample[name], field))
                yield return deeper;
        }
    }

    private static IEnumerable<RequestField> Inside(JsonNode? value, RequestField field) =>
        (value, field.Type) switch
        {
            (JsonObject inner, "object") => OfObject(inner, field.Schema, field.Path, field.Steps),
            (JsonArray { Count: > 0 } items, "array") when items[0] is JsonObject first => OfObject(
                first,
                ContractSchema.Resolve(field.Schema["items"]!),
                string.Create(CultureInfo.InvariantCulture, $"{field.Path}[0]"),
                [.. field.Steps, 0]
            ),
            _ => [],
        };
}
