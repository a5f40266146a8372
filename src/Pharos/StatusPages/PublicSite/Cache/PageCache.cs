using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
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
/// until it is ready, compressed forms included. If rendering fails because the database is unreachable, the last good response is served with a
/// banner that shows its time. A response rendered from a stale snapshot is rendered again as soon as the database may
/// be back.
/// </summary>
/// <param name="responses">Knows the versions of pages.</param>
/// <param name="maxBytes">How much memory the responses may take together.</param>
public sealed class PageCache(ResponseCache responses, RenderGate gate, TimeProvider clock, long maxBytes) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryAfterFault = TimeSpan.FromSeconds(2);

    private readonly MemoryCache cache = new(
        new MemoryCacheOptions { SizeLimit = maxBytes, CompactionPercentage = 0.1 }
    );
    private readonly ConcurrentDictionary<PageCacheKey, Task<CachedPage?>> first = new();

    /// <summary>The response, if it can be sent without rendering anything; else null.</summary>
    public CachedPage? Ready(PageCacheKey key) =>
        cache.TryGetValue(key, out Slot? slot) && slot!.IsFresh(responses, key, clock) ? slot.ToSend : null;

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
    )
    {
        if (cache.TryGetValue(key, out Slot? slot))
        {
            if (slot!.IsFresh(responses, key, clock) || !slot.TryTakeTurn())
                return new(slot.ToSend);
            return new(Renew(slot, key, render, mark));
        }

        return new(First(key, render, cancel));
    }

    public void Dispose() => cache.Dispose();

    private async Task<CachedPage?> Renew(
        Slot slot,
        PageCacheKey key,
        Func<CancellationToken, Task<CachedPage?>> render,
        Func<CachedPage, DateTimeOffset, CachedPage> mark
    )
    {
        try
        {
            return await Render(key, slot.Good, render);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (!slot.IsMarked)
                slot.Mark(await Compress(Marked(slot, mark), slot.Good));
            slot.RetryAt = clock.GetUtcNow() + RetryAfterFault;
            return slot.ToSend;
        }
        finally
        {
            slot.EndTurn();
        }
    }

    private async Task<CachedPage?> First(
        PageCacheKey key,
        Func<CancellationToken, Task<CachedPage?>> render,
        CancellationToken cancel
    )
    {
        var done = new TaskCompletionSource<CachedPage?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = first.GetOrAdd(key, done.Task);
        if (task != done.Task)
            return await task.WaitAsync(cancel);
        try
        {
            var page = await Render(key, last: null, render);
            done.SetResult(page);
            return page;
        }
        catch (Exception fault)
        {
            done.SetException(fault);
            _ = done.Task.Exception; // Observed here, in case there are no other waiters.
            throw;
        }
        finally
        {
            first.TryRemove(new KeyValuePair<PageCacheKey, Task<CachedPage?>>(key, task));
        }
    }

    private async Task<CachedPage?> Render(
        PageCacheKey key,
        CachedPage? last,
        Func<CancellationToken, Task<CachedPage?>> render
    )
    {
        var version = responses.Version(key.PageId);
        var renderedAt = clock.GetUtcNow();
        // Other visitors get this response too, so the cancellation of the first must not cancel the work.
        var page = await render(CancellationToken.None);
        if (page is null)
        {
            cache.Remove(key);
        }
        else
        {
            await Compress(page, last);
            var slot = new Slot(
                page,
                version,
                renderedAt,
                renderedAt + (page.AsOf is null ? FreshFor : RetryAfterFault)
            );
            cache.Set(key, slot, new MemoryCacheEntryOptions { Size = (page.Size * 2) + 500 });
        }

        return page;
    }

    private Task<CachedPage> Compress(CachedPage page, CachedPage? last) =>
        gate.Run(() =>
        {
            page.Compress(last);
            return Task.FromResult(page);
        });

    private static CachedPage Marked(Slot slot, Func<CachedPage, DateTimeOffset, CachedPage> mark) =>
        slot.Good.AsOf is null ? mark(slot.Good, slot.RenderedAt).From(slot.RenderedAt) : slot.Good;

    private sealed class Slot(CachedPage good, long version, DateTimeOffset renderedAt, DateTimeOffset freshUntil)
    {
        private int turnTaken;
        private CachedPage? marked;

        public CachedPage Good => good;
        public DateTimeOffset RenderedAt => renderedAt;
        public DateTimeOffset RetryAt { get; set; }
        public bool IsMarked => marked is not null;
        public CachedPage ToSend => marked ?? good;

        public bool IsFresh(ResponseCache responses, PageCacheKey key, TimeProvider clock)
        {
            var now = clock.GetUtcNow();
            if (now < RetryAt)
                return true;
            // A page rendered from a stale snapshot is current until it expires, whether or not announcements arrive.
            return marked is null
                && (responses.IsConnected || good.AsOf is not null)
                && responses.Version(key.PageId) == version
                && now < freshUntil;
        }

        public bool TryTakeTurn() => Interlocked.CompareExchange(ref turnTaken, 1, 0) == 0;

        public void EndTurn() => Volatile.Write(ref turnTaken, 0);

        public void Mark(CachedPage page) => marked = page;
    }
}
