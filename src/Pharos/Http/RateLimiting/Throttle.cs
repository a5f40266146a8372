using Pharos.Kernel;

namespace Pharos.Http.RateLimiting;

/// <summary>
/// Limits attempts per key in a window that starts with the first attempt. An attempt counts before its outcome is
/// known, so that concurrent attempts cannot exceed the limit.
/// </summary>
internal sealed class Throttle(int limit, TimeSpan window, TimeProvider clock)
{
    private const int MaxKeys = 50_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Attempts> attempts = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt. Null if it is allowed, else the time of the next one, in unix seconds.</summary>
    public long? Take(string key)
    {
        var now = clock.Seconds();
        lock (gate)
        {
            if (!attempts.TryGetValue(key, out var current) || current.Until <= now)
            {
                MakeRoom(now);
                attempts[key] = current = new Attempts(now + (long)window.TotalSeconds);
            }

            if (current.Count >= limit)
                return current.Until;
            current.Count++;
            return null;
        }
    }

    /// <summary>Null if an attempt is allowed, else the time of the next one. Counts nothing.</summary>
    public long? Peek(string key)
    {
        lock (gate)
            return
                attempts.TryGetValue(key, out var current) && current.Until > clock.Seconds() && current.Count >= limit
                ? current.Until
                : null;
    }

    /// <summary>Uncounts an attempt that succeeded.</summary>
    public void GiveBack(string key)
    {
        lock (gate)
        {
            if (attempts.TryGetValue(key, out var current) && --current.Count <= 0)
                attempts.Remove(key);
        }
    }

    /// <summary>Limits memory: removes expired windows and, if that is not enough, the oldest half.</summary>
    private void MakeRoom(long now)
    {
        if (attempts.Count < MaxKeys)
            return;
        foreach (var key in attempts.Where(t => t.Value.Until <= now).Select(t => t.Key).ToList())
            attempts.Remove(key);
        if (attempts.Count < MaxKeys)
            return;
        foreach (var key in attempts.OrderBy(t => t.Value.Until).Take(MaxKeys / 2).Select(t => t.Key).ToList())
            attempts.Remove(key);
    }

    private sealed class Attempts(long until)
    {
        public readonly long Until = until;
        public int Count;
    }
}
