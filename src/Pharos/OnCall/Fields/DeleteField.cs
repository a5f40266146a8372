using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Fields;

/// <summary>Deletes a custom field: <c>POST /field/delete</c></summary>
internal static class DeleteField
{
    public static readonly Operation<FieldRequest, EmptyResponse> Info = new(
        "/field/delete",
        "Delete a custom field",
        Handle
    )
    {
        Permission = Permissions.IncidentFieldsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.FieldWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(FieldRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.ObjectId(request.FieldId, "field_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCall(caller.AccountId, cancel);
        var row = await FieldReader.Find(db, caller, id, cancel);
        db.IncidentFields.Remove(row);
        write.SetAuditTarget(row.DisplayName);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
