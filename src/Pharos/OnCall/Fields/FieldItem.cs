using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Fields;

/// <summary>A custom field of incidents, as the API returns it.</summary>
/// <param name="Options">The choices of a select; empty for other types.</param>
/// <param name="DefaultValue">A boolean, text or list of texts; absent for none.</param>
public sealed record FieldItem(
    long AccountId,
    string FieldId,
    string FieldName,
    string DisplayName,
    string Description,
    IncidentFieldType FieldType,
    FieldValueType ValueType,
    IReadOnlyList<string> Options,
    JsonElement? DefaultValue,
    [property: AllowedValues("enabled", "disabled")] string Status,
    long CreatorId,
    long UpdatedBy,
    long CreatedAt,
    long UpdatedAt
);

/// <summary>The JSON type of a field's values.</summary>
public enum FieldValueType
{
    String,
    Bool,

    /// <summary>Known to clients; no field has it.</summary>
    Float,
}

/// <summary>Names one field.</summary>
public sealed record FieldRequest
{
    [Required]
    public string? FieldId { get; set; }
}

/// <summary>Reads the custom fields of an account.</summary>
internal static class FieldReader
{
    public static IQueryable<IncidentFieldRow> For(PharosDb db, Caller caller) =>
        db.IncidentFields.Where(f => f.AccountId == caller.AccountId);

    /// <exception cref="ApiException"><see cref="ErrorCode.ResourceNotFound"/></exception>
    public static async Task<IncidentFieldRow> Find(
        PharosDb db,
        Caller caller,
        string fieldId,
        CancellationToken cancel
    ) =>
        await For(db, caller).SingleOrDefaultAsync(f => f.FieldId == fieldId, cancel)
        ?? throw Errors.NotFound("field_id");

    public static FieldItem Item(IncidentFieldRow row) =>
        new(
            row.AccountId,
            row.FieldId,
            row.Name,
            row.DisplayName,
            row.Description,
            row.Type,
            ValueType(row.Type),
            row.Options,
            row.DefaultValue is null ? null : JsonSerializer.Deserialize<JsonElement>(row.DefaultValue),
            "enabled",
            row.CreatorId,
            row.UpdatedBy,
            row.CreatedAt,
            row.UpdatedAt
        );

    public static FieldValueType ValueType(IncidentFieldType type) =>
        type == IncidentFieldType.Checkbox ? FieldValueType.Bool : FieldValueType.String;
}
