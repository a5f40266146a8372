using System.Text.Json.Nodes;

namespace Pharos.Tests.Scenarios.Model;

/// <summary>Where two pieces of JSON differ; a field that is null counts as absent.</summary>
internal static class Comparison
{
    /// <returns>The first difference, in words; null if they are equal.</returns>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string at = "data") =>
        (expected, actual) switch
        {
            (null, null) => null,
            (JsonObject e, JsonObject a) => e.Select(p => p.Key)
                .Union(a.Select(p => p.Key))
                .Select(name => Difference(e[name], a[name], $"{at}.{name}"))
                .FirstOrDefault(d => d is not null),
            (JsonArray e, JsonArray a) when e.Count == a.Count => e.Zip(a)
                .Select((pair, i) => Difference(pair.First, pair.Second, $"{at}[{i}]"))
                .FirstOrDefault(d => d is not null),
            (JsonArray e, JsonArray a) => $"{at} has {a.Count} items, expected {e.Count}",
            (JsonValue e, JsonValue a)
                when JsonNode.DeepEquals(JsonNode.Parse(e.ToJsonString()), JsonNode.Parse(a.ToJsonString())) => null,
            _ => $"{at} is {actual?.ToJsonString() ?? "absent"}, expected {expected?.ToJsonString() ?? "absent"}",
        };

    public static JsonArray Array<T>(IEnumerable<T> items) =>
        [.. items.Select(i => i as JsonNode ?? JsonValue.Create(i))];
}
