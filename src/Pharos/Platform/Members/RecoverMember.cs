using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Security;

namespace Pharos.Platform.Members;

/// <summary>
/// Gives a locked-out member a new password, turns off the second factor and ends all sessions. Run from the command
/// line.
/// </summary>
internal static class RecoverMember
{
    /// <summary>The context's caller is the member. Access to the command line is authorisation enough.</summary>
    public static readonly Operation<RecoverMemberRequest, EmptyResponse> Info = new("Recover a member", Handle)
    {
        Audit = new(OperationTexts.MemberWriteRecover) { Record = typeof(ChosenMember), IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(RecoverMemberRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        var hash = Passwords.Hash(Passwords.Check(request.Password, "password"));

        await using var write = await op.BeginWrite(Info, new ChosenMember(caller.MemberId));
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        (member.PasswordHash, member.UpdatedAt) = (hash, op.Clock.Seconds());
        await SecondFactor.RemoveSecondFactor.Remove(db, caller.MemberId, cancel);
        await db.Sessions.Where(s => s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel);
        write.SetAuditTarget(member.Name);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

internal sealed record RecoverMemberRequest(string? Password)
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(RecoverMemberRequest);
}
