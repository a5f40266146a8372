using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>
/// Lets a space take alerts, or stops it: <c>POST /channel/enable</c> and <c>/channel/disable</c>. Neither has an
/// effect on a space that is already in that state.
/// </summary>
internal static class EnableSpace
{
    public static readonly Operation<SpaceRequest, EmptyResponse> Enable = new(
        "/channel/enable",
        "Enable a space",
        (request, op) => Set(Enable!, request, false, op)
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteEnable),
    };

    public static readonly Operation<SpaceRequest, EmptyResponse> Disable = new(
        "/channel/disable",
        "Disable a space",
        (request, op) => Set(Disable!, request, true, op)
    )
    {
        Permission = Permissions.SpacesManage,
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteDisable),
    };

    private static async Task<EmptyResponse> Set(
        Operation info,
        SpaceRequest request,
        bool isDisabled,
        OperationContext op
    )
    {
        var (db, caller, cancel) = op;
        var spaceId = Validate.Id(request.ChannelId, "channel_id");

        await using var write = await op.BeginWrite(info, request);
        await write.LockOnCallSettings(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var row = await access.Find(db, caller, spaceId, cancel);
        access.DemandEdit(row);
        if (row.IsDisabled != isDisabled)
        {
            row.IsDisabled = isDisabled;
            (row.UpdatedBy, row.UpdatedAt) = (caller.MemberId, op.Clock.Seconds());
        }

        write.SetAuditTarget(row.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
