using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Fields;

/// <summary>Changes a custom field; absent fields keep their value: <c>POST /field/update</c></summary>
internal static class UpdateField
{
    public static readonly Operation<UpdateFieldRequest, EmptyResponse> Info = new(
        "/field/update",
        "Update a custom field",
        Handle
    )
    {
        Permission = Permissions.IncidentFieldsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.FieldWriteUpdate),
    };

    private static async Task<EmptyResponse> Handle(UpdateFieldRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.ObjectId(request.FieldId, "field_id");
        var name = request.DisplayName is null ? null : FieldValues.DisplayName(request.DisplayName);
        var description = FieldValues.Description(request.Description);

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCall(caller.AccountId, cancel);
        var row = await FieldReader.Find(db, caller, id, cancel);
        row.DisplayName = name ?? row.DisplayName;
        row.Description = description ?? row.Description;
        FieldValues.DemandFreeDisplayName(await FieldReader.For(db, caller).ToListAsync(cancel), row);
        if (request.Options is not null)
            row.Options = FieldValues.Options(row.Type, request.Options);
        // A stored default that is no longer an option is refused like a new one.
        row.DefaultValue = FieldValues.Default(
            row,
            request.DefaultValue
                ?? (row.DefaultValue is { } stored ? JsonSerializer.Deserialize<JsonElement>(stored) : null)
        );
        (row.UpdatedBy, row.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        write.SetAuditTarget(row.DisplayName);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

public sealed record UpdateFieldRequest
{
    [Required]
    public string? FieldId { get; set; }
    public string? DisplayName { get; set; }
    public string? Description { get; set; }

    /// <summary>Replaces the choices of a select.</summary>
    [MaxLength(FieldValues.MaxOptions)]
    public List<string?>? Options { get; set; }

    /// <summary>An empty text or list removes it.</summary>
    public JsonElement? DefaultValue { get; set; }
}
