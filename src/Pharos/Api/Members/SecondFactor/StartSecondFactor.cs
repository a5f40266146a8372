using Microsoft.EntityFrameworkCore;
using Pharos.Api.Audit;
using Pharos.Api.Callers;
using Pharos.Api.Envelope;
using Pharos.Storage;
using Pharos.Storage.Rows;

namespace Pharos.Api.Members.SecondFactor;

/// <summary>Makes a secret for the caller's second factor, in place of one that was never confirmed. It counts for nothing until it is. From the console.</summary>
internal static class StartSecondFactor
{
    public static async Task Handle(StatusDb db, Caller caller, SecondFactorSecrets secrets, WriteTransactions writes, TimeProvider clock, CancellationToken cancel)
    {
        caller.DemandUnnarrowed();

        await using var write = await writes.Begin(db, caller, AuditedOperations.SecondFactorStart, OwnSignIn.Instance, cancel);
        await write.LockAccount(caller.AccountId, cancel);
        var row = await db.SecondFactors.SingleOrDefaultAsync(f => f.MemberId == caller.MemberId, cancel);
        if (row is { ConfirmedAt: not null })
            throw Problem.Invalid("SecondFactorOn");
        var secret = secrets.Seal(caller.MemberId, Totp.NewSecret());
        if (row is null)
            db.SecondFactors.Add(row = new SecondFactorRow { MemberId = caller.MemberId, Secret = secret, CreatedAt = clock.Seconds() });
        (row.Secret, row.CreatedAt) = (secret, clock.Seconds());
        await write.Commit(cancel);
    }
}
