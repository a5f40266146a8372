using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;

namespace Pharos.Database;

/// <summary>What a finished answer is the answer to.</summary>
public readonly record struct ResponseCacheKey(long AccountId, long PageId, string Kind, long Id);

/// <summary>
/// The finished bytes of what was asked last. An answer carries the version that its page had before it was read from the
/// database; a commit moves the version on, so an answer read too early is never served, even if it arrives late.
/// A burst of readers of the same thing computes it once.
/// </summary>
public sealed class ResponseCache(long maxBytes) : IDisposable
{
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = maxBytes, CompactionPercentage = 0.1 });
    private readonly ConcurrentDictionary<long, long> versions = new();
    private readonly ConcurrentDictionary<(ResponseCacheKey, long), Lazy<Task<byte[]>>> underWay = new();
    private long epoch;
    private long moves;
    private volatile bool deaf = true;

    /// <summary>Moves on whenever members, roles or keys changed; see <see cref="IsCurrentAccess"/>.</summary>
    private long accessVersion;

    /// <summary>The version of members, roles and keys; note it before reading them.</summary>
    public long AccessVersion => Volatile.Read(ref accessVersion);

    /// <summary>Whether what was read of members, roles and keys at a version may still be acted upon.</summary>
    public bool IsCurrentAccess(long version) => version == Volatile.Read(ref accessVersion) && !deaf;

    /// <summary>Gets the bytes from memory, or makes them. What <paramref name="make"/> throws is thrown to all who wait, and not kept.</summary>
    public ValueTask<byte[]> Get(ResponseCacheKey key, Func<CancellationToken, Task<byte[]>> make, CancellationToken cancel)
    {
        var version = Version(key.PageId);
        if (!deaf && cache.TryGetValue(key, out Answer? answer) && answer!.Version == version)
            return new(answer.Bytes);
        return new(deaf ? make(cancel) : Make(key, version, make, cancel));
    }

    /// <summary>Drops what this process or another one made stale.</summary>
    public void Stale(Staleness stale)
    {
        if (stale == Staleness.Access)
            Interlocked.Increment(ref accessVersion);
        else
        {
            versions.AddOrUpdate(stale.PageId, 1, static (_, version) => version + 1);
            Interlocked.Increment(ref moves);
        }
    }

    /// <summary>Nothing may be served from memory until <see cref="Resumed"/>: announcements do not arrive.</summary>
    public void Deaf() => deaf = true;

    /// <summary>Announcements arrive again; all that was cached before is stale.</summary>
    public void Resumed()
    {
        // Versions first: whoever sees that we hear again must not see what was held before.
        Interlocked.Add(ref epoch, 1L << 40);
        Interlocked.Increment(ref accessVersion);
        Interlocked.Increment(ref moves);
        deaf = false;
    }

    public void Dispose() => cache.Dispose();

    /// <summary>Whether announcements of other processes reach us, so that <see cref="Version"/> can be trusted.</summary>
    public bool Hears => !deaf;

    /// <summary>A page's version: moves on with every commit that touches it. Note it before reading the page.</summary>
    public long Version(long pageId) =>
        Volatile.Read(ref epoch) + (versions.TryGetValue(pageId, out var version) ? version : 0);

    /// <summary>Goes up whenever the version of any page moves on.</summary>
    public long Moves => Volatile.Read(ref moves);

    private async Task<byte[]> Make(ResponseCacheKey key, long version, Func<CancellationToken, Task<byte[]>> make, CancellationToken cancel)
    {
        // Whoever comes first works for all, so nobody's going away may stop it.
        var work = underWay.GetOrAdd((key, version), static (_, make) => new Lazy<Task<byte[]>>(() => make(CancellationToken.None)), make);
        try
        {
            var bytes = await work.Value.WaitAsync(cancel);
            if (Version(key.PageId) == version)
                cache.Set(key, new Answer(bytes, version), new MemoryCacheEntryOptions { Size = bytes.Length + 200 });
            return bytes;
        }
        finally
        {
            underWay.TryRemove(new KeyValuePair<(ResponseCacheKey, long), Lazy<Task<byte[]>>>((key, version), work));
        }
    }

    private sealed record Answer(byte[] Bytes, long Version);
}
