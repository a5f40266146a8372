using Microsoft.EntityFrameworkCore;
using Pharos.Http;
using Pharos.Kernel;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Takes the second factor of a member whose password was right. Tries are counted in the database, before a code is
/// looked at: many at once, in many sessions or on many nodes, are no way around it. From the console's sign-in.
/// </summary>
internal static class CheckSecondFactor
{
    /// <summary>
    /// After so many wrong codes in a row, and after each further so many, no code is looked at for a while.
    /// </summary>
    public const int MostFailures = 5;

    private const long FirstPauseSeconds = 15 * 60;
    private const long LongestPauseSeconds = 24 * 60 * 60;

    /// <summary>A code of the authenticator app.</summary>
    public static async Task<SecondFactorAnswer> Code(long memberId, string typed, OperationContext op)
    {
        var (db, _, cancel) = op;
        var now = op.Clock.Seconds();
        await using var write = await op.BeginWrite();
        // The row is ours until the commit: the next one waits, and counts on from here.
        var taken = await db
            .SecondFactors.Where(f => f.MemberId == memberId && f.ConfirmedAt != null && f.BlockedUntil <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Failures, f => f.Failures + 1), cancel);
        var row = await db
            .SecondFactors.AsNoTracking()
            .SingleOrDefaultAsync(f => f.MemberId == memberId && f.ConfirmedAt != null, cancel);
        if (row is null)
            return SecondFactorAnswer.Wrong;
        if (taken == 0)
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
    /// A recovery code. Not held up by wrong codes of the app: there is no guessing at one, and it is the way in for
    /// who was locked out by somebody else's guesses.
    /// </summary>
    public static async Task<SecondFactorAnswer> Recovery(long memberId, string typed, OperationContext op)
    {
        var (db, _, cancel) = op;
        var digest = RecoveryCodes.Digest(typed);
        await using var write = await op.BeginWrite();
        // Whoever deletes it has used it; nobody else can.
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

    /// <summary>A quarter of an hour, then twice as long each time, up to a day.</summary>
    private static long Pause(int times) => Math.Min(LongestPauseSeconds, FirstPauseSeconds << Math.Min(times - 1, 10));
}

/// <param name="BlockedUntil">Unix seconds, where no code is looked at before then.</param>
internal sealed record SecondFactorAnswer(bool IsRight, long? BlockedUntil)
{
    public static SecondFactorAnswer Right { get; } = new(IsRight: true, BlockedUntil: null);

    public static SecondFactorAnswer Wrong { get; } = new(IsRight: false, BlockedUntil: null);
}
