using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;

namespace Pharos.OnCall.Spaces;

/// <summary>
/// Stars a space for the caller, or takes the star off: <c>POST /channel/star</c> and <c>/channel/unstar</c>.
/// </summary>
internal static class StarSpace
{
    public static readonly Operation<SpaceRequest, EmptyResponse> Star = new(
        "/channel/star",
        "Star a space",
        (request, op) => Set(Star!, request, true, op)
    )
    {
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteStar),
    };

    public static readonly Operation<SpaceRequest, EmptyResponse> Unstar = new(
        "/channel/unstar",
        "Unstar a space",
        (request, op) => Set(Unstar!, request, false, op)
    )
    {
        IsForAccount = true,
        Audit = new(OperationTexts.ChannelWriteUnstar),
    };

    private static async Task<EmptyResponse> Set(
        Operation info,
        SpaceRequest request,
        bool isStarred,
        OperationContext op
    )
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        var spaceId = Validate.Id(request.ChannelId, "channel_id");

        await using var write = await op.BeginWrite(info, request);
        await write.LockOnCall(caller.AccountId, cancel);
        var access = await SpaceAccess.For(db, caller, cancel);
        var space = await access.Find(db, caller, spaceId, cancel);
        var star = await db.SpaceStars.SingleOrDefaultAsync(
            s => s.MemberId == caller.MemberId && s.SpaceId == spaceId,
            cancel
        );
        if (isStarred && star is null)
            db.SpaceStars.Add(new SpaceStarRow { MemberId = caller.MemberId, SpaceId = spaceId });
        else if (!isStarred && star is not null)
            db.SpaceStars.Remove(star);
        write.SetAuditTarget(space.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
