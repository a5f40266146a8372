using Microsoft.EntityFrameworkCore;
using Pharos.Database;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Roles;
using Pharos.Platform.Security;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Switches a second factor off: one's own with the password, a colleague's for those who manage members. From the
/// console.
/// </summary>
internal static class RemoveSecondFactor
{
    public static readonly Operation<OwnPasswordRequest, EmptyResponse> Own = new(
        "Switch the caller's second factor off",
        RemoveOwn
    )
    {
        Audit = new(OperationTexts.SecondFactorWriteDelete) { Record = typeof(ChosenMember), IsDangerous = true },
    };

    /// <summary>For a member who has lost app and recovery codes. Not for oneself: that needs the password.</summary>
    public static readonly Operation<ChosenMember, EmptyResponse> OfColleague = new(
        "Switch a colleague's second factor off",
        RemoveOfColleague
    )
    {
        Permission = Permissions.MembersManage,
        Audit = Own.Audit,
    };

    private static async Task<EmptyResponse> RemoveOwn(OwnPasswordRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        await OwnPassword.Demand(request.Password, "password", db, caller, cancel);

        await using var write = await op.BeginWrite(Own, new ChosenMember(caller.MemberId));
        await write.LockAccount(caller.AccountId, cancel);
        await Remove(db, caller.MemberId, cancel);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    private static async Task<EmptyResponse> RemoveOfColleague(ChosenMember request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var memberId = request.MemberId;
        if (memberId == caller.MemberId)
            throw Errors.Invalid(Messages.SecondFactorOwn, "member_id");

        await using var write = await op.BeginWrite(OfColleague, request);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, memberId, cancel);
        await RoleGrantPolicy.DemandMayTouch(db, caller, [member], [], cancel);
        await Remove(db, memberId, cancel);
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    /// <summary>Within the write transaction of the caller.</summary>
    public static async Task Remove(PharosDb db, long memberId, CancellationToken cancel)
    {
        await db.SecondFactors.Where(f => f.MemberId == memberId).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.MemberId == memberId).ExecuteDeleteAsync(cancel);
    }
}
