using Microsoft.EntityFrameworkCore;
using Pharos.Api.Accounts;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Members;

/// <summary>Changes the caller's password and ends all of their sessions, so that whoever else had one is out. Keys stay. From the console, which begins a new session after it.</summary>
internal static class ChangePassword
{
    public static async Task Handle(string? current, string? chosen, StatusDb db, Caller caller, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        Passwords.Check(chosen, "new_password");
        var before = await OwnPassword.Demand(current, "current_password", db, caller, cancel);
        var hash = Passwords.Hash(chosen!);

        await using var write = await writes.Begin(db, caller, AuditedOperations.PasswordUpdate, OwnSignIn.Instance, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        // Changed while we were hashing: then this was not the password any more.
        if (member.PasswordHash != before)
            throw Problem.Invalid(OwnPassword.Wrong, "current_password");
        (member.PasswordHash, member.UpdatedAt) = (hash, clock.Seconds());
        await db.Sessions.Where(s => s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
    }
}
