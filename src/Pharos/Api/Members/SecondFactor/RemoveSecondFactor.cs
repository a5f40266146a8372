using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Api.Roles;
using Pharos.Storage;

namespace Pharos.Api.Members.SecondFactor;

/// <summary>Switches a second factor off: one's own with the password, a colleague's for those who manage members. From the console.</summary>
internal static class RemoveSecondFactor
{
    public static async Task Own(string? password, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        await OwnPassword.Demand(password, "password", db, caller, cancel);

        await using var write = await writes.Begin(db, caller, AuditedOperations.SecondFactorDelete, new ChosenMember(caller.MemberId), cancel);
        await write.LockAccount(caller.AccountId, cancel);
        await Remove(db, caller.MemberId, cancel);
        await write.Commit(cancel);
    }

    /// <summary>For a member who has lost app and recovery codes. Not for oneself: without the password a session must not do this.</summary>
    public static async Task OfColleague(long memberId, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.Demand(Permissions.MembersManage);
        if (memberId == caller.MemberId)
            throw Problem.Invalid("SecondFactorOwn", "member_id");

        await using var write = await writes.Begin(db, caller, AuditedOperations.SecondFactorDelete, new ChosenMember(memberId), cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, memberId, cancel);
        await Grants.DemandMayTouch(db, caller, [member], [], cancel);
        await Remove(db, memberId, cancel);
        write.About(member.Name);
        await write.Commit(cancel);
    }

    /// <summary>Within the write transaction of the caller.</summary>
    public static async Task Remove(StatusDb db, long memberId, CancellationToken cancel)
    {
        await db.SecondFactors.Where(f => f.MemberId == memberId).ExecuteDeleteAsync(cancel);
        await db.RecoveryCodes.Where(c => c.MemberId == memberId).ExecuteDeleteAsync(cancel);
    }
}
