using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Http.Auditing;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Security;

namespace Pharos.Platform.SecondFactor;

/// <summary>Replaces the caller's recovery codes. Requires the password. Run from the console.</summary>
internal static class RenewRecoveryCodes
{
    /// <summary>Returns the new codes. Show them once.</summary>
    public static readonly Operation<OwnPasswordRequest, IReadOnlyList<string>> Info = new(
        "Renew the caller's recovery codes",
        Handle
    )
    {
        Audit = new(OperationTexts.RecoveryCodesWriteCreate) { Record = typeof(OwnSignIn), IsDangerous = true },
    };

    private static async Task<IReadOnlyList<string>> Handle(OwnPasswordRequest request, OperationContext op)
    {
        var (db, caller, cancel) = op;
        caller.DemandUnrestrictedKey();
        await OwnPassword.Demand(request.Password, "password", op);

        await using var write = await op.BeginWrite(Info, OwnSignIn.Instance);
        await write.LockAccount(caller.AccountId, cancel);
        if (!await db.SecondFactors.AnyAsync(f => f.MemberId == caller.MemberId && f.ConfirmedAt != null, cancel))
            throw Errors.NotFound("second_factor");
        var codes = await RecoveryCodes.Renew(db, caller.MemberId, cancel);
        await SecurityNotice.Add(write, op, caller.MemberId, SecurityChange.RecoveryCodes);
        await write.Commit(cancel);
        return codes;
    }
}
