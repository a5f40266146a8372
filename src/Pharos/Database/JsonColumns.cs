using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Kernel;

namespace Pharos.Database;

internal static class JsonColumns
{
    /// <summary>Stores a short list in one column, as JSON.</summary>
    public static PropertyBuilder<List<T>> IsJsonList<T>(this PropertyBuilder<List<T>> property) =>
        property.HasConversion(
            list => JsonSerializer.Serialize(list, WireJson.Options),
            text => JsonSerializer.Deserialize<List<T>>(text, WireJson.Options) ?? new List<T>(),
            new ValueComparer<List<T>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => new List<T>(list))
        );

    /// <summary>Stores a small map in one column, as JSON. The map must be replaced, not changed in place.</summary>
    public static PropertyBuilder<Dictionary<string, string>> IsJsonMap(
        this PropertyBuilder<Dictionary<string, string>> property
    ) =>
        property.HasConversion(
            map => JsonSerializer.Serialize(map, WireJson.Options),
            text =>
                JsonSerializer.Deserialize<Dictionary<string, string>>(text, WireJson.Options)
                ?? new Dictionary<string, string>(),
            new ValueComparer<Dictionary<string, string>>((a, b) => ReferenceEquals(a, b), map => map.Count, map => map)
        );
}
