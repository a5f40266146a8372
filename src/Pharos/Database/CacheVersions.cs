using System.Collections.Concurrent;

namespace Pharos.Database;

/// <summary>
/// The versions of pages, of members, roles and keys, and of on-call settings. Every commit raises the versions of what
/// it touches, on every
/// node, so a cached value with an older version is stale.
/// </summary>
public sealed class CacheVersions
{
    private readonly ConcurrentDictionary<long, long> pages = new();
    private long epoch;
    private long generation;
    private long accessVersion;
    private long onCallGeneration;
    private volatile bool isDisconnected = true;

    /// <summary>The version of members, roles and keys. Note it before reading them.</summary>
    public long AccessVersion => Volatile.Read(ref accessVersion);

    /// <summary>
    /// Whether announcements of other processes arrive, so that <see cref="Version"/> can be trusted.
    /// </summary>
    public bool IsConnected => !isDisconnected;

    /// <summary>Rises whenever the version of any page rises.</summary>
    public long Generation => Volatile.Read(ref generation);

    /// <summary>
    /// Rises whenever <see cref="OnCallVersion"/> of any account rises, and before it does.
    /// </summary>
    public long OnCallGeneration => Volatile.Read(ref onCallGeneration);

    /// <summary>
    /// The version of an account's spaces, rules, integrations and routes. Note it before reading them.
    /// </summary>
    public long OnCallVersion(long accountId) => Version(CacheInvalidation.OnCall(accountId).PageId);

    /// <summary>Whether members, roles and keys have not changed since a version, as far as every node knows.</summary>
    public bool IsCurrentAccess(long version) => version == Volatile.Read(ref accessVersion) && !isDisconnected;

    /// <summary>
    /// A page's version, which rises with every commit that touches the page. Note it before reading the page.
    /// </summary>
    public long Version(long pageId) =>
        Volatile.Read(ref epoch) + (pages.TryGetValue(pageId, out var version) ? version : 0);

    /// <summary>Raises the version of what a commit of this process or another one made stale.</summary>
    public void Invalidate(CacheInvalidation stale)
    {
        if (stale == CacheInvalidation.Access)
        {
            Interlocked.Increment(ref accessVersion);
        }
        else if (stale.PageId < 0)
        {
            Interlocked.Increment(ref onCallGeneration);
            pages.AddOrUpdate(stale.PageId, 1, static (_, version) => version + 1);
        }
        else
        {
            pages.AddOrUpdate(stale.PageId, 1, static (_, version) => version + 1);
            Interlocked.Increment(ref generation);
        }
    }

    /// <summary>
    /// No version can be trusted until <see cref="Reconnected"/>, because announcements do not arrive.
    /// </summary>
    public void Disconnected() => isDisconnected = true;

    /// <summary>Announcements arrive again. Everything cached before is stale, since some may have been lost.</summary>
    public void Reconnected()
    {
        // Raise the versions first: a reader that sees the connection must not accept an older value.
        Interlocked.Increment(ref onCallGeneration);
        Interlocked.Add(ref epoch, 1L << 40);
        Interlocked.Increment(ref accessVersion);
        Interlocked.Increment(ref generation);
        isDisconnected = false;
    }
}
