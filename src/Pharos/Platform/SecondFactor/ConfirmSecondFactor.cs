using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Security;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Switches the caller's second factor on, for who has a code of it and the password: a browser left open must not be
/// enough to lock its member out. From the console.
/// </summary>
internal static class ConfirmSecondFactor
{
    /// <summary>Returns the recovery codes, to be shown once.</summary>
    public static readonly Operation<ConfirmSecondFactorRequest, IReadOnlyList<string>> Info = new(
        "Switch the caller's second factor on",
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
        await OwnPassword.Demand(request.Password, "password", db, caller, cancel);

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
        // The code is used: it signs nobody in.
        (row.ConfirmedAt, row.LastStep, row.Failures, row.BlockedUntil) = (op.Clock.Seconds(), step, 0, 0);
        var codes = await RecoveryCodes.Renew(db, caller.MemberId, cancel);
        await write.Commit(cancel);
        return codes;
    }
}

/// <param name="Code">From the authenticator app.</param>
internal sealed record ConfirmSecondFactorRequest(string? Code, string? Password)
{
    /// <summary>Keeps the password out of any text this is printed into.</summary>
    public override string ToString() => nameof(ConfirmSecondFactorRequest);
}
