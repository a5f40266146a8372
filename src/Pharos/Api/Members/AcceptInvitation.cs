using Pharos.Api.Accounts;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Members;

/// <summary>Makes a member of whoever has the link, with a name and a password of their choice. From the console's page of the link.</summary>
internal static class AcceptInvitation
{
    /// <param name="origin">For the audit log.</param>
    /// <returns>The account and the member; null when the link is worth nothing (any more).</returns>
    public static async Task<(long AccountId, long MemberId)?> Handle(
        string token, string? name, string? password, StatusDb db, Origin origin, Invitations invitations, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        var chosen = MemberFields.Name(name, "name");
        Passwords.Check(password, "password");
        // Before the hashing, which costs: not for those who have no link.
        if (await invitations.Find(db, token, cancel) is not { } first)
            return null;
        var hash = Passwords.Hash(password!);

        var joining = new Caller(first.Account.AccountId, first.Member.MemberId, Permissions.None) { Origin = origin };
        await using var write = await writes.Begin(db, joining, AuditedOperations.MemberJoin, new JoiningMember(chosen), cancel);
        await write.LockAccount(first.Account.AccountId, cancel);
        db.ChangeTracker.Clear();
        // Once more, now that nobody else is at it: the link works once.
        if (await invitations.Find(db, token, cancel) is not { } found)
            return null;
        var member = found.Member;
        (member.Name, member.PasswordHash, member.Status, member.UpdatedAt) = (chosen, hash, MemberStatus.Enabled, clock.Seconds());
        member.EmailVerified = found.Invitation.Mailed;
        db.Invitations.Remove(found.Invitation);
        write.About(member.Email);
        await write.Commit(cancel);
        return (member.AccountId, member.MemberId);
    }
}

/// <summary>What the audit log tells of somebody who comes in by an invitation.</summary>
internal sealed record JoiningMember(string Name);
