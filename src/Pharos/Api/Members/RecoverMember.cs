using Microsoft.EntityFrameworkCore;
using Pharos.Api.Accounts;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Storage;

namespace Pharos.Api.Members;

/// <summary>Gives a member a new password, switches the second factor off and ends all sessions: for who has lost everything. From the command line.</summary>
internal static class RecoverMember
{
    /// <param name="caller">The member it is about. Whoever may run the command on the server's data may do this.</param>
    public static async Task Handle(string? password, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        var hash = Passwords.Hash(Passwords.Check(password, "password"));

        await using var write = await writes.Begin(db, caller, AuditedOperations.MemberRecover, new ChosenMember(caller.MemberId), cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        (member.PasswordHash, member.UpdatedAt) = (hash, clock.Seconds());
        await SecondFactor.RemoveSecondFactor.Remove(db, caller.MemberId, cancel);
        await db.Sessions.Where(s => s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel);
        write.About(member.Name);
        await write.Commit(cancel);
    }
}
