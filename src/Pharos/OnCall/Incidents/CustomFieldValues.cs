using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;

namespace Pharos.OnCall.Incidents;

/// <summary>Validates values of custom fields.</summary>
internal static class CustomFieldValues
{
    /// <summary>The most characters of a text field.</summary>
    private const int MaxText = 3000;

    /// <summary>Validates values by name; fields that are left out get their default.</summary>
    /// <returns>All values as a JSON object.</returns>
    /// <exception cref="ApiException">A field is unknown, or a value does not fit its type.</exception>
    public static async Task<string> Check(
        PharosDb db,
        Caller caller,
        Dictionary<string, JsonElement>? values,
        string field,
        CancellationToken cancel
    )
    {
        var known = await db
            .IncidentFields.AsNoTracking()
            .Where(f => f.AccountId == caller.AccountId)
            .ToDictionaryAsync(f => f.Name, StringComparer.Ordinal, cancel);
        var result = new JsonObject();
        foreach (var (name, definition) in known)
        {
            if (definition.DefaultValue is { } value)
                result[name] = JsonNode.Parse(value);
        }

        foreach (var (name, value) in values ?? [])
        {
            var definition = known.GetValueOrDefault(name) ?? throw Errors.NotFound(field);
            result[name] = Check(definition, value, $"{field}.{definition.Name}");
        }

        return result.ToJsonString(WireJson.Options);
    }

    /// <summary>Validates one value; null removes it.</summary>
    /// <exception cref="ApiException">The value does not fit the field's type.</exception>
    public static JsonNode? Check(IncidentFieldRow definition, JsonElement? value, string field)
    {
        if (value is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            return null;
        return definition.Type switch
        {
            IncidentFieldType.Checkbox when given.ValueKind is JsonValueKind.True or JsonValueKind.False =>
                JsonValue.Create(given.GetBoolean()),
            IncidentFieldType.Checkbox => throw Wrong(field, Messages.KindBoolean),
            IncidentFieldType.Text when given.ValueKind == JsonValueKind.String => JsonValue.Create(
                Validate.OptionalText(given.GetString(), field, MaxText)
            ),
            IncidentFieldType.SingleSelect when given.ValueKind == JsonValueKind.String => JsonValue.Create(
                Option(definition, given, field)
            ),
            IncidentFieldType.MultiSelect when given.ValueKind == JsonValueKind.Array => new JsonArray([
                .. given
                    .EnumerateArray()
                    .Take(definition.Options.Count + 1)
                    .Select((item, i) => JsonValue.Create(Option(definition, item, Validate.Index(field, i)))),
            ]),
            IncidentFieldType.MultiSelect => throw Wrong(field, Messages.KindArray),
            _ => throw Wrong(field, Messages.KindString),
        };
    }

    private static string Option(IncidentFieldRow definition, JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.String && definition.Options.Contains(value.GetString()!)
            ? value.GetString()!
            : throw Errors.Invalid(
                Messages.WrongType,
                field,
                new Message(Messages.KindOneOf, string.Join(", ", definition.Options))
            );

    private static ApiException Wrong(string field, TextKey kind) =>
        Errors.Invalid(Messages.WrongType, field, new Message(kind));
}
