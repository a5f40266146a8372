using System.Text.Json;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>Reads the fields of a payload. All methods accept any kind of element.</summary>
internal static class JsonFields
{
    /// <summary>A field that is present and not null.</summary>
    public static bool TryGet(this JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object
            && parent.TryGetProperty(name, out value)
            && value.ValueKind != JsonValueKind.Null;
    }

    /// <summary>A field that is an object; otherwise an element without fields.</summary>
    public static JsonElement Object(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;

    /// <summary>The items of a field that is an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A field's text; empty if it is absent, an object or an array.</summary>
    public static string Text(this JsonElement parent, string name) =>
        parent.TryGet(name, out var value) ? value.Text() : "";

    /// <summary>The first of several fields that has a text.</summary>
    public static string FirstText(this JsonElement parent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parent.Text(name) is { Length: > 0 } text && !string.IsNullOrWhiteSpace(text))
                return text;
        }

        return "";
    }

    /// <summary>A string, or a number or boolean as it is written in JSON; else empty.</summary>
    public static string Text(this JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "",
        };

    public static Message WrongType(string field, TextKey kind) => new(Messages.WrongType, field, new Message(kind));

    public static Message NotOneOf(string field, IEnumerable<string> allowed) =>
        new(Messages.WrongType, field, new Message(Messages.KindOneOf, string.Join(", ", allowed)));
}
