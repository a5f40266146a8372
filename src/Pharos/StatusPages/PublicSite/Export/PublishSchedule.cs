namespace Pharos.StatusPages.PublicSite.Export;

/// <summary>
/// Decides when to write again: when something is due by the clock, and after changes, as soon as they pause or have
/// continued for some seconds, so that a burst causes few writes. Polled twice a second.
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

    /// <param name="generation">
    /// Incremented by every change; see <see cref="Pharos.Database.CacheVersions.Generation"/>.
    /// </param>
    public bool IsDue(long generation, DateTimeOffset now)
    {
        var pauses = generation == seen;
        seen = generation;
        if (now < notBefore)
            return false;
        if (now < next)
        {
            if (generation == written)
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
    public bool IsBehind(long generation) => hasBegun && written != generation;

    /// <param name="generation">The generation before the write began.</param>
    /// <param name="dueAt">When the next write is due by the clock.</param>
    public void Written(long generation, DateTimeOffset dueAt) =>
        (written, next, burstSince) = (generation, dueAt, null);

    /// <summary>Writing failed: waits until then, regardless of changes.</summary>
    public void Failed(DateTimeOffset retryAt) => (notBefore, next) = (retryAt, retryAt);
}
