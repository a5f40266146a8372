using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>
/// Deletes a space with its rules, integrations, alerts and incidents: <c>POST /channel/delete</c>
/// </summary>
internal static class DeleteSpace
{
    public static readonly Operation<SpaceRequest, EmptyResponse> Info = new(
        "/channel/delete",
        "Delete a space",
        Handle
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteDelete) { IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(SpaceRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var spaceId = Validate.Id(request.ChannelId, "channel_id");

        await using var write = await op.BeginWrite(Info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await access.Find(db, caller, spaceId, cancel);
        access.DemandEdit(row);
        db.Spaces.Remove(row);
        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
