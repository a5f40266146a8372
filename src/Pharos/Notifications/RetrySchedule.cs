namespace Pharos.Notifications;

/// <summary>When to retry: soon at first, then at growing intervals, for a day.</summary>
public static class RetrySchedule
{
    /// <summary>Seconds after which an unsent delivery is given up.</summary>
    public const long GiveUpAfter = 24 * 60 * 60;

    /// <summary>Seconds before the second attempt.</summary>
    public const long First = 30;
    private const long Longest = 60 * 60;

    /// <summary>The time of the next attempt in Unix seconds; null to give up.</summary>
    /// <param name="attempts">Failed attempts so far, from 1.</param>
    /// <param name="waitingSince">When it was published, in Unix seconds.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="jitter">From 0 to 1: varies the wait by up to 20 % either way.</param>
    /// <param name="askedWait">Seconds that the recipient's server asked us to wait; 0 when it did not ask.</param>
    /// <param name="first">Seconds before the second attempt.</param>
    public static long? Next(
        int attempts,
        long waitingSince,
        long now,
        double jitter,
        long askedWait = 0,
        long first = First
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        var wait = Math.Min(Longest, first << Math.Min(attempts - 1, 20));
        var next = now + Math.Max(askedWait, (long)(wait * (0.8 + (0.4 * jitter))));
        var last = waitingSince + GiveUpAfter;
        // The last attempt is made when the day ends, even if the next one would be due later.
        return now >= last ? null : Math.Min(next, last);
    }
}
