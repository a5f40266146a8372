namespace Pharos.Http.RateLimiting;

/// <summary>
/// Keeps what Pharos sends within the rate limits of its receivers. In contrast to <see cref="Throttle"/>, the windows
/// slide, because receivers count this way. In memory, per node.
/// </summary>
internal sealed class SlidingWindowLimiter(TimeProvider clock)
{
    /// <summary>The longest window that a limit may have.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(1);

    private const int MaxTracked = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> sent = new(StringComparer.Ordinal);

    /// <summary>Counts one message to the receiver if all its limits allow it now.</summary>
    /// <param name="receiver">The key of the receiver.</param>
    /// <param name="limits">At most <c>Max</c> messages within each window.</param>
    /// <returns>0 if it may be sent now, else the seconds to wait before asking again.</returns>
    public long Take(string receiver, (int Max, TimeSpan Within)[] limits)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (sent.Count > MaxTracked)
                Forget(now);
            if (!sent.TryGetValue(receiver, out var times))
                sent.Add(receiver, times = new Queue<DateTimeOffset>());
            while (times.TryPeek(out var oldest) && oldest <= now - LongestWindow)
                times.Dequeue();
            foreach (var (max, within) in limits)
            {
                if (times.Count >= max && times.ElementAt(times.Count - max) + within is var free && free > now)
                    return Math.Max(1, (long)Math.Ceiling((free - now).TotalSeconds));
            }

            times.Enqueue(now);
            return 0;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (receiver, times) in sent)
        {
            if (times.Count == 0 || times.Last() <= now - LongestWindow)
                sent.Remove(receiver);
        }
    }
}
