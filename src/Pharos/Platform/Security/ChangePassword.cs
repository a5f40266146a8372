using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.ApiKeys;
using Pharos.Platform.Members;

namespace Pharos.Platform.Security;

/// <summary>
/// Changes the caller's password and ends all of their sessions, and disables their API keys on request, to lock out
/// intruders. Run from the console, which then begins a new session.
/// </summary>
internal static class ChangePassword
{
    public static readonly Operation<ChangePasswordRequest, EmptyResponse> Info = new(
        "Change the caller's password",
        Handle
    )
    {
        Audit = new(OperationTexts.PasswordWriteUpdate) { Record = typeof(ChangedPassword), IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(ChangePasswordRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        var own = await db
            .Members.Where(m => m.MemberId == caller.MemberId)
            .Select(m => new { m.Email, m.Name })
            .SingleAsync(cancel);
        Passwords.Check(request.Chosen, "new_password", own.Email, own.Name);
        var before = await OwnPassword.Demand(request.Current, "current_password", op);
        var hash = await Passwords.Hash(request.Chosen!, op);

        await using var write = await op.BeginWrite(Info, new ChangedPassword(request.EndKeys));
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        // The password changed while this request was hashing, so the check above is void.
        if (member.PasswordHash != before)
            throw OwnPassword.Wrong("current_password");
        (member.PasswordHash, member.UpdatedAt) = (hash, op.Clock.Seconds());
        await db.Sessions.Where(s => s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel);
        if (request.EndKeys)
            await EditApiKey.DisableAll(write, caller.MemberId, cancel);
        await SecurityNotice.Add(write, op, caller.MemberId, SecurityChange.Password);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <param name="Chosen">The new password.</param>
/// <param name="EndKeys">Whether to disable all of the caller's API keys.</param>
internal sealed record ChangePasswordRequest(string? Current, string? Chosen, bool EndKeys = false)
{
    /// <summary>Keeps the passwords out of logs.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}

/// <summary>The audit log's record of a changed password.</summary>
/// <param name="EndedKeys">Whether all of the member's API keys were disabled.</param>
internal sealed record ChangedPassword(bool EndedKeys);
