using Pharos.Database;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// Identifies a cached page. Built only from the parsed parts of a request, never from its raw headers or query, so
/// that clients cannot fill the cache with variants.
/// </summary>
/// <param name="Name">The slug or domain that was requested, because it may lead to another page later.</param>
/// <param name="View">Such as <c>page</c>, <c>event/123</c> or <c>feed.rss</c>.</param>
/// <param name="Language">BCP 47; empty where the view has no language.</param>
public readonly record struct PageCacheKey(long PageId, string Name, string View, string Language);

/// <summary>
/// The last good response of every public view. Once a page has changed, or after a minute because views depend on the
/// time, the first visitor's request renders the view again and waits for it; all others get the last good response
/// until it is ready, compressed forms included. If rendering fails because the database is unreachable, the last good
/// response is served with a banner that shows its time. A response rendered from a stale snapshot is rendered again as
/// soon as the database may be back.
/// </summary>
/// <param name="versions">The versions of pages.</param>
/// <param name="gate">Limits how many responses are compressed at once.</param>
/// <param name="options">How much memory the responses may take together.</param>
public sealed class PageCache(CacheVersions versions, RenderGate gate, TimeProvider clock, CacheOptions options)
    : IDisposable
{
    /// <summary>Added to the size of each response, in bytes: roughly what its key and its entry take.</summary>
    private const int EntryOverhead = 500;

    private readonly VersionedCache<PageCacheKey, CachedPage> pages = new(
        versions,
        clock,
        new()
        {
            MaxSize = options.MaxBytes,
            Version = key => versions.Version(key.PageId),
            Size = static (_, page) => (page.Size * 2) + EntryOverhead,
            FreshFor = TimeSpan.FromSeconds(60),
            ServesStale = true,
            IsFallback = static page => page.AsOf is not null,
        }
    );

    /// <summary>The response, if it can be sent without rendering anything; else null.</summary>
    public CachedPage? Ready(PageCacheKey key) => pages.FindFresh(key);

    /// <summary>The response to send; null when there is no such view.</summary>
    /// <param name="render">Renders it from the database; null when there is no such view.</param>
    /// <param name="mark">
    /// Adds a banner with its time to the last good response, for when the database is unreachable.
    /// </param>
    public ValueTask<CachedPage?> Get(
        PageCacheKey key,
        Func<CancellationToken, Task<CachedPage?>> render,
        Func<CachedPage, DateTimeOffset, CachedPage> mark,
        CancellationToken cancel
    ) =>
        pages.Get(
            key,
            async (last, stop) => await render(stop) is { } page ? await Compress(page, last) : null,
            cancel,
            (last, renderedAt) => Compress(last.AsOf is null ? mark(last, renderedAt).From(renderedAt) : last, last)
        );

    public void Dispose() => pages.Dispose();

    private Task<CachedPage> Compress(CachedPage page, CachedPage? last) =>
        gate.Run(() =>
        {
            page.Compress(last);
            return Task.FromResult(page);
        });
}
