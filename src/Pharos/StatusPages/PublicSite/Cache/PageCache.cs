using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Pharos.Database;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>What a copy is a copy of. Made only of what we understood of a request, never of its raw headers or query.</summary>
/// <param name="Name">The slug or domain that led to the page, because it may lead to another one later.</param>
/// <param name="View">Such as <c>page</c>, <c>event/123</c>, <c>feed.rss</c>.</param>
/// <param name="Language">BCP 47; empty where the view has no language.</param>
public readonly record struct CopyKey(long PageId, string Name, string View, string Language);

/// <summary>
/// The last good copy of everything public. When its page changed (or a minute passed, because pages speak of time) the first
/// visitor's request makes a new one and waits for it; all others get the last good copy until it is there. When making fails,
/// because the database is gone, the last good copy goes on being served, marked with the time it is from; one that was made from a last
/// good snapshot is made again as soon as the database may be back.
/// </summary>
public sealed class Copies(ResponseCache held, TimeProvider clock, long maxBytes) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryAfterFault = TimeSpan.FromSeconds(2);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = maxBytes, CompactionPercentage = 0.1 });
    private readonly ConcurrentDictionary<CopyKey, Task<Copy?>> first = new();

    /// <summary>The copy to send where nothing has to be made for it; null otherwise.</summary>
    public Copy? Ready(CopyKey key) => cache.TryGetValue(key, out Slot? slot) && slot!.IsFresh(held, key, clock) ? slot.ToSend : null;

    /// <summary>The copy to send; null when there is no such thing.</summary>
    /// <param name="make">Makes it from the database; null when there is no such thing.</param>
    /// <param name="mark">Marks the last good copy with the time it is from, for when the database is gone.</param>
    public ValueTask<Copy?> Get(CopyKey key, Func<CancellationToken, Task<Copy?>> make, Func<Copy, DateTimeOffset, Copy> mark, CancellationToken cancel)
    {
        if (cache.TryGetValue(key, out Slot? slot))
        {
            if (slot!.IsFresh(held, key, clock) || !slot.TryTakeTurn())
                return new(slot.ToSend);
            return new(Renew(slot, key, make, mark));
        }

        return new(First(key, make, cancel));
    }

    public void Dispose() => cache.Dispose();

    private async Task<Copy?> Renew(Slot slot, CopyKey key, Func<CancellationToken, Task<Copy?>> make, Func<Copy, DateTimeOffset, Copy> mark)
    {
        try
        {
            var version = held.Version(key.PageId);
            var madeAt = clock.GetUtcNow();
            // Others will get what this makes, so that the visitor it is made for may not stop it by leaving.
            var copy = await make(CancellationToken.None);
            if (copy is null)
                cache.Remove(key);
            else
                Keep(key, new Slot(copy, version, madeAt, madeAt + (copy.AsOf is null ? FreshFor : RetryAfterFault)));
            return copy;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (!slot.IsMarked)
                slot.Mark(slot.Good.AsOf is null ? mark(slot.Good, slot.MadeAt).From(slot.MadeAt) : slot.Good);
            slot.RetryAt = clock.GetUtcNow() + RetryAfterFault;
            return slot.ToSend;
        }
        finally
        {
            slot.EndTurn();
        }
    }

    private async Task<Copy?> First(CopyKey key, Func<CancellationToken, Task<Copy?>> make, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<Copy?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = first.GetOrAdd(key, done.Task);
        if (task != done.Task)
            return await task.WaitAsync(cancel);
        try
        {
            var version = held.Version(key.PageId);
            var madeAt = clock.GetUtcNow();
            var copy = await make(CancellationToken.None);
            if (copy is not null)
                Keep(key, new Slot(copy, version, madeAt, madeAt + (copy.AsOf is null ? FreshFor : RetryAfterFault)));
            done.SetResult(copy);
            return copy;
        }
        catch (Exception fault)
        {
            done.SetException(fault);
            _ = done.Task.Exception; // Seen here, in case nobody else waits.
            throw;
        }
        finally
        {
            first.TryRemove(new KeyValuePair<CopyKey, Task<Copy?>>(key, task));
        }
    }

    private void Keep(CopyKey key, Slot slot) =>
        cache.Set(key, slot, new MemoryCacheEntryOptions { Size = (slot.Good.Size * 2) + 500 });

    private sealed class Slot(Copy good, long version, DateTimeOffset madeAt, DateTimeOffset freshUntil)
    {
        private int turnTaken;
        private Copy? marked;

        public Copy Good => good;
        public DateTimeOffset MadeAt => madeAt;
        public DateTimeOffset RetryAt { get; set; }
        public bool IsMarked => marked is not null;
        public Copy ToSend => marked ?? good;

        public bool IsFresh(ResponseCache held, CopyKey key, TimeProvider clock)
        {
            var now = clock.GetUtcNow();
            if (now < RetryAt)
                return true;
            // Of a last good snapshot: whether announcements reach us says nothing of it.
            return marked is null && (held.Hears || good.AsOf is not null) && held.Version(key.PageId) == version && now < freshUntil;
        }

        public bool TryTakeTurn() => Interlocked.CompareExchange(ref turnTaken, 1, 0) == 0;

        public void EndTurn() => Volatile.Write(ref turnTaken, 0);

        public void Mark(Copy copy) => marked = copy;
    }
}
