namespace Pharos.Notifications;

/// <summary>When to try again what did not get through: soon at first, then ever more rarely, for a day.</summary>
public static class RetrySchedule
{
    /// <summary>Seconds after which something untold is given up.</summary>
    public const long GiveUpAfter = 24 * 60 * 60;

    /// <summary>Seconds before the second attempt.</summary>
    public const long First = 30;
    private const long Longest = 60 * 60;

    /// <summary>The time of the next attempt in unix seconds; null when there is to be none.</summary>
    /// <param name="attempts">Failed attempts so far, from 1.</param>
    /// <param name="waitingSince">When it was published, in unix seconds.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="dice">From 0 to 1: spreads what failed together over a fifth of the wait to either side.</param>
    /// <param name="askedWait">Seconds that the receiver asked us to wait for; 0 when it did not.</param>
    /// <param name="first">Seconds before the second attempt.</param>
    public static long? Next(
        int attempts,
        long waitingSince,
        long now,
        double dice,
        long askedWait = 0,
        long first = First
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var wait = Math.Min(Longest, first << Math.Min(attempts - 1, 20));
        var next = now + Math.Max(askedWait, (long)(wait * (0.8 + (0.4 * dice))));
        var last = waitingSince + GiveUpAfter;
        // One last attempt at the end of the day, rather than none after the last before it.
        return now >= last ? null : Math.Min(next, last);
    }
}
