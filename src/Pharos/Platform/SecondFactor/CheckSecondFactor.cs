using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;
using Pharos.Platform.Members;
using Pharos.Platform.Security;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Checks the second factor of a member whose password was right. The database counts each attempt before the code is
/// checked, so parallel attempts on many sessions or nodes cannot get around the limit. Run from the console's sign-in.
/// </summary>
internal static class CheckSecondFactor
{
    /// <summary>
    /// After this many wrong codes in a row, and after each further as many, codes are rejected for a while.
    /// </summary>
    public const int MostFailures = 5;

    private const long FirstPauseSeconds = 15 * 60;
    private const long LongestPauseSeconds = 24 * 60 * 60;

    /// <summary>Checks a code from the authenticator app.</summary>
    public static async Task<SecondFactorAnswer> Code(long memberId, string typed, OperationContext op)
    {
        var (db, _, cancel) = op;
        var now = op.Clock.Seconds();
        await using var write = await op.BeginWrite();
        // Locks the row until the commit, so that concurrent attempts are counted one after the other.
        var counted = await db
            .SecondFactors.Where(f => f.MemberId == memberId && f.ConfirmedAt != null && f.BlockedUntil <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Failures, f => f.Failures + 1), cancel);
        var row = await db
            .SecondFactors.AsNoTracking()
            .SingleOrDefaultAsync(f => f.MemberId == memberId && f.ConfirmedAt != null, cancel);
        if (row is null)
            return SecondFactorAnswer.Wrong;
        if (counted == 0)
            return new SecondFactorAnswer(IsRight: false, row.BlockedUntil);

        var secret = op.Service<SecondFactorSecrets>().Open(memberId, row.Secret);
        if (secret is not null && Totp.Step(secret, typed, now) is { } step && step > row.LastStep)
        {
            await db
                .SecondFactors.Where(f => f.MemberId == memberId)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(f => f.LastStep, step).SetProperty(f => f.Failures, 0),
                    cancel
                );
            await write.Commit(cancel);
            return SecondFactorAnswer.Right;
        }

        if (row.Failures % MostFailures == 0)
        {
            var until = now + Pause(row.Failures / MostFailures);
            await db
                .SecondFactors.Where(f => f.MemberId == memberId)
                .ExecuteUpdateAsync(set => set.SetProperty(f => f.BlockedUntil, until), cancel);
        }

        await write.Commit(cancel);
        return SecondFactorAnswer.Wrong;
    }

    /// <summary>
    /// Checks a recovery code. Not limited by wrong app codes: recovery codes cannot be guessed, and they are the way
    /// in for a member who was locked out by an attacker's guesses.
    /// </summary>
    public static async Task<SecondFactorAnswer> Recovery(
        long accountId,
        long memberId,
        string typed,
        OperationContext op
    )
    {
        var (db, _, cancel) = op;
        var digest = RecoveryCodes.Digest(typed);
        var member = new Caller(accountId, memberId, Permissions.None) { RequestSource = op.Caller.RequestSource };
        await using var write = await op.As(member).BeginWrite(SecurityEvents.RecoveryCodeUsed, OwnSignIn.Instance);
        // Deleting the row uses the code, so it works once.
        if (
            await db.RecoveryCodes.Where(c => c.MemberId == memberId && c.Digest == digest).ExecuteDeleteAsync(cancel)
            == 0
        )
            return SecondFactorAnswer.Wrong;
        await db
            .SecondFactors.Where(f => f.MemberId == memberId)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Failures, 0).SetProperty(f => f.BlockedUntil, 0), cancel);
        await write.Commit(cancel);
        return SecondFactorAnswer.Right;
    }

    /// <summary>Returns the pause in seconds: 15 minutes, doubled each time, up to a day.</summary>
    private static long Pause(int times) => Math.Min(LongestPauseSeconds, FirstPauseSeconds << Math.Min(times - 1, 10));
}

/// <param name="BlockedUntil">Unix seconds until which no code is checked; null if not blocked.</param>
internal sealed record SecondFactorAnswer(bool IsRight, long? BlockedUntil)
{
    public static SecondFactorAnswer Right { get; } = new(IsRight: true, BlockedUntil: null);

    public static SecondFactorAnswer Wrong { get; } = new(IsRight: false, BlockedUntil: null);
}
