using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace Pharos.Database;

/// <summary>Identifies a cached response. Built from parsed and checked parameters only.</summary>
/// <param name="AccountId">The account of the caller, so that no response reaches another account.</param>
/// <param name="PageId">The page whose writes invalidate the response; 0 if a write to any page does.</param>
/// <param name="Kind">The kind of response, such as <c>change</c>.</param>
/// <param name="Id">The resource, where there is one; else 0.</param>
/// <param name="Variant">Everything else that the response depends on.</param>
public readonly record struct ResponseCacheKey(
    long AccountId,
    long PageId,
    string Kind,
    long Id = 0,
    string Variant = ""
);

/// <summary>
/// The finished bytes of popular responses. A response carries the version that its page had before it was read from
/// the database, and every commit raises the version, so a response read too early is never served, even if it arrives
/// late. A burst of readers of the same response computes it once.
/// </summary>
/// <param name="maxBytes">How much memory the responses may take together.</param>
public sealed class ResponseCache(long maxBytes) : IDisposable
{
    /// <summary>Added to the size of each response, in bytes: roughly what its key and its entry take.</summary>
    private const int EntryOverhead = 200;

    /// <summary>
    /// A response larger than this share of the memory is not cached, because it would evict too many others.
    /// </summary>
    private const int LargestShare = 8;

    private readonly MemoryCache cache = new(
        new MemoryCacheOptions { SizeLimit = maxBytes, CompactionPercentage = 0.1 }
    );
    private readonly ConcurrentDictionary<long, long> versions = new();
    private readonly ConcurrentDictionary<(ResponseCacheKey, long), Lazy<Task<byte[]>>> inFlight = new();
    private long epoch;
    private long generation;
    private long accessVersion;
    private volatile bool isDisconnected = true;

    /// <summary>The version of members, roles and keys. Note it before reading them.</summary>
    public long AccessVersion => Volatile.Read(ref accessVersion);

    /// <summary>Whether members, roles and keys have not changed since a version, as far as every node knows.</summary>
    public bool IsCurrentAccess(long version) => version == Volatile.Read(ref accessVersion) && !isDisconnected;

    /// <summary>
    /// Whether invalidations of other processes arrive, so that <see cref="Version"/> can be trusted.
    /// </summary>
    public bool IsConnected => !isDisconnected;

    /// <summary>Rises whenever the version of any page rises.</summary>
    public long Generation => Volatile.Read(ref generation);

    /// <summary>
    /// A page's version, which rises with every commit that touches the page. Note it before reading the page.
    /// </summary>
    public long Version(long pageId) =>
        Volatile.Read(ref epoch) + (versions.TryGetValue(pageId, out var version) ? version : 0);

    /// <summary>
    /// Gets a response from memory or computes it. An exception of <paramref name="compute"/> reaches all waiters and
    /// is not kept.
    /// </summary>
    public ValueTask<byte[]> Get(
        ResponseCacheKey key,
        Func<CancellationToken, Task<byte[]>> compute,
        CancellationToken cancel
    )
    {
        if (isDisconnected)
            return new(compute(cancel));
        var version = VersionFor(key);
        if (cache.TryGetValue(key, out Response? response) && response!.Version == version)
            return new(response.Bytes);
        var work = inFlight.GetOrAdd(
            (key, version),
            static (id, state) => new(() => state.Self.Compute(id, state.compute)),
            (Self: this, compute)
        );
        return new(work.Value.WaitAsync(cancel));
    }

    /// <summary>Invalidates what a commit of this process or another one made stale.</summary>
    public void Invalidate(CacheInvalidation stale)
    {
        if (stale == CacheInvalidation.Access)
        {
            Interlocked.Increment(ref accessVersion);
        }
        else
        {
            versions.AddOrUpdate(stale.PageId, 1, static (_, version) => version + 1);
            Interlocked.Increment(ref generation);
        }
    }

    /// <summary>
    /// Serves nothing from memory until <see cref="Reconnected"/>, because invalidations may be missed.
    /// </summary>
    public void Disconnected() => isDisconnected = true;

    /// <summary>
    /// Resumes caching. Everything cached before is stale, because invalidations may have been missed.
    /// </summary>
    public void Reconnected()
    {
        // Raise the versions first: a reader that sees the connection must not accept an older response.
        Interlocked.Add(ref epoch, 1L << 40);
        Interlocked.Increment(ref accessVersion);
        Interlocked.Increment(ref generation);
        isDisconnected = false;
    }

    public void Dispose() => cache.Dispose();

    private long VersionFor(ResponseCacheKey key) => key.PageId == 0 ? Generation : Version(key.PageId);

    private async Task<byte[]> Compute(
        (ResponseCacheKey Key, long Version) id,
        Func<CancellationToken, Task<byte[]>> compute
    )
    {
        try
        {
            // The first caller computes the response for all waiters, so its cancellation must not cancel the work.
            var bytes = await compute(CancellationToken.None);
            var size = bytes.Length + (2 * id.Key.Variant.Length) + EntryOverhead;
            if (size <= maxBytes / LargestShare && VersionFor(id.Key) == id.Version)
                cache.Set(id.Key, new Response(bytes, id.Version), new MemoryCacheEntryOptions { Size = size });

            return bytes;
        }
        finally
        {
            inFlight.TryRemove(id, out _);
        }
    }

    private sealed record Response(byte[] Bytes, long Version);
}
