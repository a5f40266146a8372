using System.Globalization;
using System.Text.Json;
using Pharos.OnCall.Incidents;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Fields.Console;

/// <summary>
/// The inputs for an incident's values of custom fields. They are numbered, because a form declares its inputs once and
/// an account's fields change; the version of the form covers which field has which number.
/// </summary>
internal static class ValueInputs
{
    /// <summary>The name of an input.</summary>
    /// <param name="index">The field's place in the list of fields.</param>
    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index}");

    /// <summary>The values with which an input starts.</summary>
    public static IEnumerable<string> Current(FieldItem? field, JsonElement values)
    {
        if (
            field is null
            || values.ValueKind != JsonValueKind.Object
            || !values.TryGetProperty(field.FieldName, out var value)
        )
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.True => ["true"],
            JsonValueKind.Array => value.EnumerateArray().Select(v => v.ToString()),
            _ => [],
        };
    }

    /// <summary>The value that an input has; null for none.</summary>
    public static JsonElement? Read(Form form, int index, FieldItem field)
    {
        var name = Name(index);
        return field.FieldType switch
        {
            IncidentFieldType.Checkbox => JsonSerializer.SerializeToElement(form.Has(name)),
            IncidentFieldType.MultiSelect when form.Values(name).Count == 0 => null,
            IncidentFieldType.MultiSelect => JsonSerializer.SerializeToElement(form.Values(name)),
            _ when form[name].Trim().Length == 0 => null,
            _ => JsonSerializer.SerializeToElement(form[name].Trim()),
        };
    }
}
