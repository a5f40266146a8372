using System.Text.Json;
using Pharos.OnCall.Incidents;
using Pharos.OnCall.Noise.Console;
using Pharos.Web.Forms;

namespace Pharos.OnCall.Fields.Console;

/// <summary>Reads the inputs that define a custom field. Which of them count depends on its type.</summary>
internal static class FieldInputs
{
    /// <summary>The choices of a select, one a line; null for other types.</summary>
    public static List<string?>? Options(Form form, IncidentFieldType type) =>
        type is IncidentFieldType.SingleSelect or IncidentFieldType.MultiSelect
            ? [.. form["options"].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : null;

    /// <summary>The default value; an empty text or list for none.</summary>
    public static JsonElement? Default(Form form, IncidentFieldType type) =>
        type switch
        {
            IncidentFieldType.Checkbox => JsonSerializer.SerializeToElement(form.Has("default_on")),
            IncidentFieldType.MultiSelect => JsonSerializer.SerializeToElement(Conditions.Split(form["default_value"])),
            _ => JsonSerializer.SerializeToElement(form["default_value"].Trim()),
        };

    /// <summary>The default value as its input shows it.</summary>
    public static string DefaultText(FieldItem field) =>
        field.DefaultValue switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Array } list => Conditions.Join(
                list.EnumerateArray().Select(v => v.GetString())
            ),
            _ => "",
        };

    public static bool IsOn(JsonElement? value) => value is { ValueKind: JsonValueKind.True };
}
