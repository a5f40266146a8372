using System.Text.Json;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Fields;

/// <summary>Validates what creating and updating a field have in common.</summary>
internal static class FieldValues
{
    public const int MaxOptions = 20;
    private const int MaxOption = 200;

    public static string DisplayName(string? value) => Validate.Name(value, "display_name", 1, 39);

    public static string? Description(string? value) => Validate.OptionalText(value, "description", 499);

    public static List<string> Options(IncidentFieldType type, List<string?>? values)
    {
        if (type is not (IncidentFieldType.SingleSelect or IncidentFieldType.MultiSelect))
            return values is { Count: > 0 } ? throw Errors.Invalid(FieldMessages.OnlySelects, "options") : [];
        List<string> options =
        [
            .. Validate
                .Items(values, "options")
                .Select((option, i) => Validate.Line(option, Validate.Index("options", i), MaxOption)),
        ];
        Validate.Distinct(options, "options");
        return options;
    }

    /// <summary>The default value as JSON; null for none.</summary>
    /// <param name="row">The field, with its type and options.</param>
    /// <param name="value">An empty text or list means none.</param>
    public static string? Default(IncidentFieldRow row, JsonElement? value) =>
        value is { } given && (given.ValueKind != JsonValueKind.String || given.GetString()!.Length > 0)
            ? CustomFieldValues.Check(row, given, "default_value")?.ToJsonString(WireJson.Options) switch
            {
                "[]" or null => null,
                var json => json,
            }
            : null;

    /// <exception cref="ApiException">Another field has this name for a reader.</exception>
    public static void DemandFreeDisplayName(IEnumerable<IncidentFieldRow> all, IncidentFieldRow row)
    {
        if (all.Any(f => f.FieldId != row.FieldId && HumanText.SameName(f.DisplayName, row.DisplayName)))
            throw Errors.Taken("display_name");
    }
}
