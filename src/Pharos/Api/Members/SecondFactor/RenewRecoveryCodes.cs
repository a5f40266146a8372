using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;

namespace Pharos.Api.Members.SecondFactor;

/// <summary>Makes new recovery codes in place of the caller's old ones, for who has the password. From the console.</summary>
internal static class RenewRecoveryCodes
{
    /// <returns>The codes, to be shown this once.</returns>
    public static async Task<IReadOnlyList<string>> Handle(string? password, StatusDb db, Caller caller, WriteTransactions writes, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();
        await OwnPassword.Demand(password, "password", db, caller, cancel);

        await using var write = await writes.Begin(db, caller, AuditedOperations.RecoveryCodesCreate, OwnSignIn.Instance, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        if (!await db.SecondFactors.AnyAsync(f => f.MemberId == caller.MemberId && f.ConfirmedAt != null, cancel))
            throw Problem.NotFound("second_factor");
        var codes = await RecoveryCodes.Renew(db, caller.MemberId, cancel);
        await write.Commit(cancel);
        return codes;
    }
}
