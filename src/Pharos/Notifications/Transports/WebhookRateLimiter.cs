namespace Pharos.Notifications.Transports;

/// <summary>
/// Keeps each hook to what its platform takes: beyond that it would refuse, and some block a robot for ten minutes.
/// </summary>
internal sealed class WebhookRateLimiter(TimeProvider clock)
{
    private const int MostKept = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> sent = new(StringComparer.Ordinal);

    /// <summary>Takes a turn for the hook.</summary>
    /// <returns>0 when it may send now, else how many seconds to wait before asking again.</returns>
    public long Take(Webhook hook)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (sent.Count > MostKept)
                Forget(now);
            if (!sent.TryGetValue(hook.HookId, out var times))
                sent.Add(hook.HookId, times = new Queue<DateTimeOffset>());
            while (times.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromMinutes(1))
                times.Dequeue();
            foreach (var (most, within) in Limits(hook.Platform))
            {
                if (times.Count >= most && times.ElementAt(times.Count - most) + within is var free && free > now)
                    return Math.Max(1, (long)Math.Ceiling((free - now).TotalSeconds));
            }

            times.Enqueue(now);
            return 0;
        }
    }

    private static (int Most, TimeSpan Within)[] Limits(ImPlatform platform) =>
        platform switch
        {
            ImPlatform.Slack => [(1, TimeSpan.FromSeconds(1))],
            ImPlatform.Feishu => [(5, TimeSpan.FromSeconds(1)), (100, TimeSpan.FromMinutes(1))],
            _ => [(20, TimeSpan.FromMinutes(1))],
        };

    private void Forget(DateTimeOffset now)
    {
        foreach (var (hookId, times) in sent)
        {
            if (times.Count == 0 || times.Last() <= now - TimeSpan.FromMinutes(1))
                sent.Remove(hookId);
        }
    }
}
