namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// When to write again: after changes, once they pause or have gone on for some seconds, so that a burst is few writes;
/// and when something is due by the clock. Asked twice a second.
/// </summary>
internal sealed class PublishSchedule
{
    private static readonly TimeSpan LongestBurst = TimeSpan.FromSeconds(5);

    private bool hasBegun;
    private long? written;
    private long seen = -1;
    private DateTimeOffset? burstSince;
    private DateTimeOffset next = DateTimeOffset.MinValue;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <param name="moves">
    /// Goes up with every change; see <see cref="Pharos.Database.CacheVersions.Generation"/>.
    /// </param>
    public bool IsDue(long moves, DateTimeOffset now)
    {
        var pauses = moves == seen;
        seen = moves;
        if (now < notBefore)
            return false;
        if (now < next)
        {
            if (moves == written)
                return false;
            burstSince ??= now;
            if (!pauses && now - burstSince < LongestBurst)
                return false;
        }

        hasBegun = true;
        return true;
    }

    /// <summary>
    /// Whether the files miss a change, or a write was interrupted. False before the first write, so that a server that
    /// fails to start writes nothing.
    /// </summary>
    public bool IsBehind(long moves) => hasBegun && written != moves;

    /// <param name="moves">As they were before the writing began.</param>
    /// <param name="dueAt">When something is due by the clock.</param>
    public void Written(long moves, DateTimeOffset dueAt) => (written, next, burstSince) = (moves, dueAt, null);

    /// <summary>Nothing could be written: not to be tried before then, whatever changes.</summary>
    public void Failed(DateTimeOffset retryAt) => (notBefore, next) = (retryAt, retryAt);
}
