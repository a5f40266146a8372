using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Creates a secret for the caller's second factor, replacing an unconfirmed one. It is inactive until confirmed. Run
/// from the console.
/// </summary>
internal static class StartSecondFactor
{
    public static readonly Operation<OwnSignIn, EmptyResponse> Info = new(
        "Create a secret for the caller's second factor",
        Handle
    )
    {
        Audit = new(OperationTexts.SecondFactorWriteStart),
    };

    private static async Task<EmptyResponse> Handle(OwnSignIn request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();

        await using var write = await op.BeginWrite(Info, request);
        await write.LockAccount(caller.AccountId, cancel);
        var row = await db.SecondFactors.SingleOrDefaultAsync(f => f.MemberId == caller.MemberId, cancel);
        if (row is { ConfirmedAt: not null })
            throw Errors.Invalid(Messages.SecondFactorOn);
        var secret = op.Service<SecondFactorSecrets>().Seal(caller.MemberId, Totp.NewSecret());
        if (row is null)
            db.SecondFactors.Add(
                row = new SecondFactorRow
                {
                    MemberId = caller.MemberId,
                    Secret = secret,
                    CreatedAt = op.Clock.Seconds(),
                }
            );
        (row.Secret, row.CreatedAt) = (secret, op.Clock.Seconds());
        await write.Commit(cancel);
        return EmptyResponse.Instance;
    }
}
