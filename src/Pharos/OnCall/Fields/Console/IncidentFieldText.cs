using System.Text.Json;
using Pharos.Web;

namespace Pharos.OnCall.Fields.Console;

/// <summary>The value of a custom field as people read it.</summary>
internal static class IncidentFieldText
{
    /// <param name="value">Undefined or null for none.</param>
    public static string For(JsonElement value, ConsoleLocalizer texts) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.True => texts[FieldsTexts.Yes],
            JsonValueKind.False => texts[FieldsTexts.No],
            JsonValueKind.Array => string.Join(
                texts[ConsoleTexts.ListComma],
                value.EnumerateArray().Select(v => v.ToString())
            ),
            _ => texts[ConsoleTexts.None],
        };

    /// <summary>The values of an incident with the names of the fields; those without a value are left out.</summary>
    public static IReadOnlyList<(string Name, string Value)> All(
        JsonElement values,
        IEnumerable<FieldItem> fields,
        ConsoleLocalizer texts
    ) =>
        [
            .. fields
                .Where(f => values.ValueKind == JsonValueKind.Object && values.TryGetProperty(f.FieldName, out _))
                .Select(f => (f.DisplayName, Value: values.GetProperty(f.FieldName)))
                .Where(f => f.Value.ValueKind != JsonValueKind.Null)
                .Select(f => (f.DisplayName, For(f.Value, texts))),
        ];
}
