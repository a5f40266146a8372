using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.OnCall.Spaces;

namespace Pharos.OnCall.Intake.Integrations;

/// <summary>
/// Gives an integration a new key; the old one stops working at once. The API has no such operation; the console
/// offers it.
/// </summary>
internal static class ReplaceIntegrationKey
{
    public static readonly Operation<IntegrationRequest, UpsertIntegrationResponse> Info = new(
        "Replace an integration's key",
        Handle
    )
    {
        Permission = Permissions.IntegrationsManage,
        IsForAccount = true,
        Audit = new(OperationTexts.IntegrationWriteKey) { IsDangerous = true },
    };

    private static async Task<UpsertIntegrationResponse> Handle(IntegrationRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var id = Validate.Id(request.IntegrationId, "integration_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await IntegrationReader.Find(db, caller, access, id, cancel);
        await IntegrationReader.DemandEdit(db, caller, access, row, cancel);
        row.Key = UpsertIntegration.NewKey();
        (row.UpdatedBy, row.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return new UpsertIntegrationResponse(row.IntegrationId, row.Key);
    }
}
