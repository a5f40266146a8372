using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.Security;

/// <summary>
/// Changes the caller's password and ends all of their sessions, to lock out intruders. API keys stay valid. Run from
/// the console, which then begins a new session.
/// </summary>
internal static class ChangePassword
{
    public static readonly Operation<ChangePasswordRequest, EmptyResponse> Info = new(
        "Change the caller's password",
        Handle
    )
    {
        Audit = new(OperationTexts.PasswordWriteUpdate) { Record = typeof(OwnSignIn), IsDangerous = true },
    };

    private static async Task<EmptyResponse> Handle(ChangePasswordRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        Passwords.Check(request.Chosen, "new_password");
        var before = await OwnPassword.Demand(request.Current, "current_password", db, caller, cancel);
        var hash = Passwords.Hash(request.Chosen!);

        await using var write = await op.BeginWrite(Info, OwnSignIn.Instance);
        await write.LockAccount(caller.AccountId, cancel);
        var member = await MemberReader.Find(db, caller, caller.MemberId, cancel);
        // The password changed while this request was hashing, so the check above is void.
        if (member.PasswordHash != before)
            throw OwnPassword.Wrong("current_password");
        (member.PasswordHash, member.UpdatedAt) = (hash, op.Clock.Seconds());
        await db.Sessions.Where(s => s.MemberId == caller.MemberId).ExecuteDeleteAsync(cancel);
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}

/// <param name="Chosen">The new password.</param>
internal sealed record ChangePasswordRequest(string? Current, string? Chosen)
{
    /// <summary>Keeps the passwords out of logs.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}
