using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Incidents;

namespace Pharos.OnCall.Fields;

/// <summary>Creates a custom field of incidents: <c>POST /field/create</c></summary>
internal static class CreateField
{
    /// <summary>The limit of fields per account.</summary>
    public const int Max = 15;

    private const int MaxName = 40;

    public static readonly Operation<CreateFieldRequest, CreateFieldResponse> Info = new(
        "/field/create",
        "Create a custom field",
        Handle
    )
    {
        Permission = Permissions.IncidentFieldsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.FieldWriteCreate),
    };

    private static async Task<CreateFieldResponse> Handle(CreateFieldRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var name = CheckName(request.FieldName, "field_name");
        var type = Validate.Required(request.FieldType, "field_type");
        var valueType = Validate.Required(request.ValueType, "value_type");
        if (valueType != FieldReader.ValueType(type))
            throw Errors.Invalid(
                FieldMessages.ValueTypeOf,
                "value_type",
                WireName<FieldValueType>.ToWire(FieldReader.ValueType(type))
            );
        var now = op.Clock.Seconds();
        var row = new IncidentFieldRow
        {
            FieldId = Ids.NewObjectId(op.Clock),
            AccountId = caller.AccountId,
            Name = name,
            DisplayName = FieldValues.DisplayName(request.DisplayName),
            Description = FieldValues.Description(request.Description) ?? "",
            Type = type,
            Options = FieldValues.Options(type, request.Options),
            CreatorId = caller.MemberId,
            CreatedAt = now,
            UpdatedAt = now,
            UpdatedBy = caller.MemberId,
        };
        row.DefaultValue = FieldValues.Default(row, request.DefaultValue);

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCall(caller.AccountId, cancel);
        var others = await FieldReader.For(db, caller).AsNoTracking().ToListAsync(cancel);
        if (others.Count >= Max)
            throw Errors.Invalid(FieldMessages.TooManyFields, Max);
        if (others.Exists(f => f.Name == name))
            throw Errors.Taken("field_name");
        FieldValues.DemandFreeDisplayName(others, row);
        db.IncidentFields.Add(row);
        write.SetAuditTarget(row.DisplayName);
        await write.Commit(cancel);
        return new CreateFieldResponse(row.FieldId, row.Name);
    }

    private static string CheckName(string? value, string field)
    {
        if (value is null)
            throw Errors.Missing(field);
        return
            value.Length is > 0 and <= MaxName
            && !char.IsAsciiDigit(value[0])
            && value.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            ? value
            : throw Errors.Invalid(FieldMessages.BadFieldName, field, MaxName);
    }
}

public sealed record CreateFieldRequest
{
    /// <summary>The name for programs; fixed after creation.</summary>
    [Required]
    public string? FieldName { get; set; }

    /// <summary>The name for people; unique.</summary>
    [Required]
    public string? DisplayName { get; set; }
    public string? Description { get; set; }

    /// <summary>Fixed after creation.</summary>
    [Required]
    public IncidentFieldType? FieldType { get; set; }

    /// <summary><c>bool</c> for a checkbox, otherwise <c>string</c>.</summary>
    [Required]
    public FieldValueType? ValueType { get; set; }

    /// <summary>The choices of a select, 1 to 20 of at most 200 characters.</summary>
    [MaxLength(FieldValues.MaxOptions)]
    public List<string?>? Options { get; set; }

    /// <summary>A boolean for a checkbox, a list for a multiple select, otherwise a text; absent for none.</summary>
    public JsonElement? DefaultValue { get; set; }
}

public sealed record CreateFieldResponse(string FieldId, string FieldName);
