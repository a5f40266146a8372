using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Members.SecondFactor;

/// <summary>
/// Switches the caller's second factor on, for who has a code of it and the password: a browser left open must not be enough to lock its member
/// out. From the console.
/// </summary>
internal static class ConfirmSecondFactor
{
    /// <returns>The recovery codes, to be shown this once.</returns>
    public static async Task<IReadOnlyList<string>> Handle(
        string? code, string? password, StatusDb db, Caller caller, SecondFactorSecrets secrets, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        if (string.IsNullOrWhiteSpace(code))
            throw Problem.Missing("code");
        await OwnPassword.Demand(password, "password", db, caller, cancel);

        await using var write = await writes.Begin(db, caller, AuditedOperations.SecondFactorCreate, OwnSignIn.Instance, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var row = await db.SecondFactors.SingleOrDefaultAsync(f => f.MemberId == caller.MemberId && f.ConfirmedAt == null, cancel) ?? throw Problem.NotFound("second_factor");
        if (secrets.Open(caller.MemberId, row.Secret) is not { } secret || Totp.Step(secret, code, clock.Seconds()) is not { } step)
            throw Problem.Invalid("CodeWrong", "code");
        // The code is used: it signs nobody in.
        (row.ConfirmedAt, row.LastStep, row.Failures, row.BlockedUntil) = (clock.Seconds(), step, 0, 0);
        var codes = await RecoveryCodes.Renew(db, caller.MemberId, cancel);
        await write.Commit(cancel);
        return codes;
    }
}
