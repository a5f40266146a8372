using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>
/// Deletes an integration with its route; its alerts stay. The API has no such operation; the console offers it.
/// </summary>
internal static class DeleteIntegration
{
    public static readonly Operation<IntegrationRequest, EmptyResponse> Info = new("Delete an integration", Handle)
    {
        Permission = Permissions.IntegrationsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IntegrationWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(IntegrationRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.Id(request.IntegrationId, "integration_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await IntegrationReader.Find(db, caller, access, id, cancel);
        await IntegrationReader.DemandEdit(db, caller, access, row, cancel);
        db.Integrations.Remove(row);
        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
