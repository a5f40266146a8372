using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace Pharos.Database;

/// <summary>How a <see cref="VersionedCache{TKey, TValue}"/> treats its values.</summary>
public sealed record CachePolicy<TKey, TValue>
    where TKey : notnull
{
    /// <summary>How much memory the values may take together, in the unit of <see cref="Size"/>.</summary>
    public required long MaxSize { get; init; }

    /// <summary>The version of what a key stands for; see <see cref="CacheVersions"/>.</summary>
    public required Func<TKey, long> Version { get; init; }

    public required Func<TKey, TValue, long> Size { get; init; }

    /// <summary>How long a value is fresh if its version stays the same; null for as long as that is so.</summary>
    public TimeSpan? FreshFor { get; init; }

    /// <summary>
    /// Whether only the first reader of a stale value waits for the new one, and all others get the stale one until
    /// then.
    /// </summary>
    public bool ServesStale { get; init; }

    /// <summary>
    /// Whether a value was made from a fallback of another cache, so that it is soon to be computed again.
    /// </summary>
    public Func<TValue, bool> IsFallback { get; init; } = static _ => false;
}

/// <summary>
/// Values that were computed from the database. A value carries the version that its key had before the computation
/// began, and every commit raises the version, so a value read too early is never served as fresh, even if it arrives
/// late. Any number of concurrent readers compute a value once. While no announcements of other nodes arrive, no value
/// is fresh.
/// </summary>
public sealed class VersionedCache<TKey, TValue> : IDisposable
    where TKey : notnull
    where TValue : class
{
    /// <summary>How long the fallback is served before the next attempt to compute the value.</summary>
    private static readonly TimeSpan RetryAfterFault = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A value larger than this share of the memory is not cached, because it would evict too many others.
    /// </summary>
    private const int LargestShare = 8;

    private readonly CacheVersions versions;
    private readonly TimeProvider clock;
    private readonly CachePolicy<TKey, TValue> policy;
    private readonly MemoryCache entries;
    private readonly ConcurrentDictionary<(TKey, long), Lazy<Task<TValue?>>> inFlight = new();

    public VersionedCache(CacheVersions versions, TimeProvider clock, CachePolicy<TKey, TValue> policy)
    {
        (this.versions, this.clock, this.policy) = (versions, clock, policy);
        entries = new(new MemoryCacheOptions { SizeLimit = policy.MaxSize, CompactionPercentage = 0.1 });
    }

    /// <summary>Computes a value.</summary>
    /// <param name="last">The last good value; null before the first.</param>
    /// <returns>Null if there is no such thing, which is not cached.</returns>
    public delegate Task<TValue?> Compute(TValue? last, CancellationToken cancel);

    /// <summary>The value if it is in memory and fresh; else null.</summary>
    public TValue? FindFresh(TKey key) =>
        entries.TryGetValue(key, out Entry? entry) && IsFresh(entry!, policy.Version(key)) ? entry!.Value : null;

    /// <summary>Makes a value to return while computing fails, such as during an outage of the database.</summary>
    /// <param name="last">The last good value.</param>
    /// <param name="computedAt">When its computation began.</param>
    public delegate Task<TValue> Fallback(TValue last, DateTimeOffset computedAt);

    /// <summary>Gets a value from memory or computes it.</summary>
    /// <param name="fallback">Null if readers get the exception instead.</param>
    /// <exception cref="Exception">
    /// What <paramref name="compute"/> throws, if there is no fallback or no last good value. It is not cached.
    /// </exception>
    public ValueTask<TValue?> Get(TKey key, Compute compute, CancellationToken cancel, Fallback? fallback = null)
    {
        var version = policy.Version(key);
        if (entries.TryGetValue(key, out Entry? entry))
        {
            if (IsFresh(entry!, version))
                return new(entry!.Value);
            if (policy.ServesStale)
                return entry!.TryTakeTurn() ? new(Renew(key, version, entry, compute, fallback)) : new(entry.Value);
        }

        // What other nodes wrote since an earlier reader began is unknown, so readers don't share its computation.
        if (!versions.IsConnected && !policy.ServesStale)
            return new(Run(key, version, entry, compute, fallback, cancel));
        var work = inFlight.GetOrAdd(
            (key, version),
            // SQLite works on the caller's thread, and other readers would block on the lock of the lazy task.
            static (id, state) =>
                new(() => Task.Run(() => state.Self.RunShared(id, state.entry, state.compute, state.fallback))),
            (Self: this, entry, compute, fallback)
        );
        return new(work.Value.WaitAsync(cancel));
    }

    public void Dispose() => entries.Dispose();

    private bool IsFresh(Entry entry, long version)
    {
        if (entry.FreshUntil is { } end && clock.GetUtcNow() >= end)
            return false;
        return entry.HasFailed
            || (entry.Version == version && (versions.IsConnected || policy.IsFallback(entry.Value)));
    }

    private async Task<TValue?> Renew(TKey key, long version, Entry entry, Compute compute, Fallback? fallback)
    {
        try
        {
            return await Run(key, version, entry, compute, fallback, CancellationToken.None);
        }
        finally
        {
            entry.EndTurn();
        }
    }

    private async Task<TValue?> RunShared(
        (TKey Key, long Version) id,
        Entry? entry,
        Compute compute,
        Fallback? fallback
    )
    {
        try
        {
            // The first reader computes the value for all waiters, so its cancellation must not cancel the work.
            return await Run(id.Key, id.Version, entry, compute, fallback, CancellationToken.None);
        }
        finally
        {
            inFlight.TryRemove(id, out _);
        }
    }

    private async Task<TValue?> Run(
        TKey key,
        long version,
        Entry? last,
        Compute compute,
        Fallback? fallback,
        CancellationToken cancel
    )
    {
        var startedAt = clock.GetUtcNow();
        try
        {
            var value = await compute(last?.Good, cancel);
            if (value is null)
                entries.Remove(key);
            else if (policy.ServesStale || policy.Version(key) == version)
                Store(key, new Entry(value, value, version, startedAt) { FreshUntil = End(value, startedAt) });
            return value;
        }
        catch (Exception fault)
            when (last is not null
                && fallback is not null
                && fault is not (OutOfMemoryException or OperationCanceledException)
            )
        {
            var value = last.HasFailed ? last.Value : await fallback(last.Good, last.ComputedAt);
            Store(
                key,
                new Entry(value, last.Good, version, last.ComputedAt)
                {
                    HasFailed = true,
                    FreshUntil = clock.GetUtcNow() + RetryAfterFault,
                }
            );
            return value;
        }
    }

    private DateTimeOffset? End(TValue value, DateTimeOffset computedAt) =>
        policy.IsFallback(value) ? computedAt + RetryAfterFault : computedAt + policy.FreshFor;

    private void Store(TKey key, Entry entry)
    {
        var size = policy.Size(key, entry.Value);
        if (size <= policy.MaxSize / LargestShare)
            entries.Set(key, entry, new MemoryCacheEntryOptions { Size = size });
    }

    /// <param name="Value">What readers get: the last good value, or the fallback that was made from it.</param>
    /// <param name="ComputedAt">When the computation of <paramref name="Good"/> began.</param>
    private sealed record Entry(TValue Value, TValue Good, long Version, DateTimeOffset ComputedAt)
    {
        private int turnTaken;

        /// <summary>Null for no end.</summary>
        public DateTimeOffset? FreshUntil { get; init; }

        /// <summary>Whether the last computation failed, so that the value is a fallback.</summary>
        public bool HasFailed { get; init; }

        public bool TryTakeTurn() => Interlocked.CompareExchange(ref turnTaken, 1, 0) == 0;

        public void EndTurn() => Volatile.Write(ref turnTaken, 0);
    }
}
