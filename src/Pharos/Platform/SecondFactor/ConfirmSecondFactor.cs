using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Security;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Turns on the caller's second factor. Requires a code and the password: an unattended browser must not be enough to
/// lock its member out. Run from the console.
/// </summary>
internal static class ConfirmSecondFactor
{
    /// <summary>Returns the recovery codes. Show them once.</summary>
    public static readonly Operation<ConfirmSecondFactorRequest, IReadOnlyList<string>> Info = new(
        "Turn on the caller's second factor",
        Handle
    )
    {
        Audit = new(OperationTexts.SecondFactorWriteCreate) { Record = typeof(OwnSignIn) },
    };

    private static async Task<IReadOnlyList<string>> Handle(ConfirmSecondFactorRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        if (string.IsNullOrWhiteSpace(request.Code))
            throw Errors.Missing("code");
        await OwnPassword.Demand(request.Password, "password", op);

        await using var write = await op.BeginWrite(Info, OwnSignIn.Instance);
        await write.LockAccount(caller.AccountId, cancel);
        var row = await db.SecondFactors.SingleOrDefaultAsync(
            f => f.MemberId == caller.MemberId && f.ConfirmedAt == null,
            cancel
        ) ?? throw Errors.NotFound("second_factor");
        if (
            op.Service<SecondFactorSecrets>().Open(caller.MemberId, row.Secret) is not { } secret
            || Totp.Step(secret, request.Code, op.Clock.Seconds()) is not { } step
        )
            throw Errors.Invalid(Messages.CodeWrong, "code");
        // Marks the code as used, so that it cannot sign anyone in.
        (row.ConfirmedAt, row.LastStep, row.Failures, row.BlockedUntil) = (op.Clock.Seconds(), step, 0, 0);
        var codes = await RecoveryCodes.Renew(db, caller.MemberId, cancel);
        await SecurityNotice.Add(write, op, caller.MemberId, SecurityChange.SecondFactorOn);
        await write.Commit(cancel);
        return codes;
    }
}

/// <param name="Code">From the authenticator app.</param>
internal sealed record ConfirmSecondFactorRequest(string? Code, string? Password)
{
    /// <summary>Keeps the password out of logs.</summary>
    public override string ToString() => nameof(ConfirmSecondFactorRequest);
}
