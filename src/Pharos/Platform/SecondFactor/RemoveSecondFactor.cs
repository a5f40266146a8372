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
/// Turns off a second factor: the caller's own with the password, or a colleague's with the permission to manage
/// members. Run from the console.
/// </summary>
internal static class RemoveSecondFactor
{
    public static readonly Operation<OwnPasswordRequest, EmptyResponse> Own = new(
        "Turn off the caller's second factor",
        RemoveOwn
    )
    {
        Audit = new(OperationTexts.SecondFactorWriteDelete) { Record = typeof(ChosenMember), IsDangerous = true },
    };

    /// <summary>
    /// For a member who has lost the app and the recovery codes. Not for the caller, whose password is required.
    /// </summary>
    public static readonly Operation<ChosenMember, EmptyResponse> OfColleague = new(
        "Turn off a colleague's second factor",
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
        await OwnPassword.Demand(request.Password, "password", op);

        await using var write = await op.BeginWrite(Own, new ChosenMember(caller.MemberId));
        await write.LockAccount(caller.AccountId, cancel);
        await Remove(db, caller.MemberId, cancel);
        await SecurityNotice.Add(write, op, caller.MemberId, SecurityChange.SecondFactorOff);
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
        await SecurityNotice.Add(write, op, memberId, SecurityChange.SecondFactorOff);
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }

    /// <summary>Runs within the caller's write transaction.</summary>
    public static async Task Remove(PharosDb db, long memberId, CancellationToken cancel)
    {
        await db.SecondFactors.Where(f => f.MemberId == memberId).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.MemberId == memberId).ExecuteDeleteAsync(cancel);
    }
}
