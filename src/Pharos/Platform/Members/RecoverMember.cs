using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Security;

namespace Pharos.Platform.Members;

/// <summary>
/// Gives a locked-out member a new password, turns off the second factor, ends all sessions and disables all API keys.
/// Run from the command line.
/// </summary>
internal static class RecoverMember
{
    /// <summary>The context's caller is the member. Access to the command line is authorisation enough.</summary>
    public static readonly Operation<RecoverMemberRequest, EmptyResponse> Info = new("Recover a member", Handle)
    {
        Audit = new(OperationTexts.MemberWriteRecover) { Record = typeof(RecoveredMember), IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RecoverMemberRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var own = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        var hash = await Passwords.Hash(Passwords.Check(request.Password, "password", own.Email, own.Name), op);

        await using var write = await op.BeginWrite(Info, new RecoveredMember(caller.MemberId, request.KeepKeys));
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        (member.PasswordHash, member.UpdatedAt) = (hash, op.Clock.Seconds());
        await SecondFactor.RemoveSecondFactor.Remove(db, caller.MemberId, cancel);
        await db.Sessions.Where(s => s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel);
        if (!request.KeepKeys)
            await ApiKeys.EditApiKey.DisableAll(write, caller.MemberId, cancel);
        await SecurityNotice.Add(write, op, caller.MemberId, SecurityChange.Password);
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

internal sealed record RecoverMemberRequest(string? Password, bool KeepKeys = false)
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(RecoverMemberRequest);
}

/// <summary>The audit log's record of a recovered member.</summary>
internal sealed record RecoveredMember(long MemberId, bool KeptKeys);
