using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pharos.Kernel;

namespace Pharos.Http;

/// <summary>
/// Reads query parameters into a request record. Empty values count as absent.
/// </summary>
internal static class RequestQuery
{
    private static readonly ConcurrentDictionary<Type, JsonPropertyInfo[]> Properties = new();
    private static readonly ConcurrentDictionary<Type, Dictionary<string, object>> WireValues = new();

    public static T Read<T>(HttpContext context)
        where T : class
    {
        var result = RequestBody.Empty<T>();
        foreach (
            var property in Properties.GetOrAdd(typeof(T), static type =>
                [.. WireJson.Options.GetTypeInfo(type).Properties]
            )
        )
        {
            if (!context.Request.Query.TryGetValue(property.Name, out var values))
                continue;
            if (values.Count > 1)
                throw Errors.Invalid(Messages.DuplicateQuery, property.Name);
            var text = values[0];
            if (string.IsNullOrEmpty(text))
                continue;
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.Set!(
                result,
                Parse(text, type) ?? throw Errors.Invalid(Messages.WrongType, property.Name, RequestBody.Kind(type))
            );
        }

        return result;
    }

    private static Dictionary<string, object> ReadWireValues(Type enumeration) =>
        Enum.GetNames(enumeration)
            .ToDictionary(
                name => WireNames.Of(enumeration, name),
                name => Enum.Parse(enumeration, name),
                StringComparer.Ordinal
            );

    private static object? Parse(string text, Type type)
    {
        if (type == typeof(string))
            return text.Contains('\uFFFD', StringComparison.Ordinal) ? null : text;
        // long.TryParse ignores trailing NULs.
        if (type == typeof(long))
            return
                !text.Contains('\0', StringComparison.Ordinal)
                && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;
        if (type == typeof(bool))
            return text switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            };
        return WireValues.GetOrAdd(type, static enumeration => ReadWireValues(enumeration)).GetValueOrDefault(text);
    }
}
