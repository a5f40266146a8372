namespace Pharos.Notifications.Transports;

/// <summary>
/// Keeps each webhook within its platform's rate limit. Platforms reject messages beyond it, and some block the bot for
/// ten minutes.
/// </summary>
internal sealed class WebhookRateLimiter(TimeProvider clock)
{
    private const int MaxTracked = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> sent = new(StringComparer.Ordinal);

    /// <summary>Counts one message to the webhook, if the limit allows it now.</summary>
    /// <returns>0 if it may be sent now, else the seconds to wait before asking again.</returns>
    public long Take(Webhook hook)
    {
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (sent.Count > MaxTracked)
                Forget(now);
            if (!sent.TryGetValue(hook.HookId, out var times))
                sent.Add(hook.HookId, times = new Queue<DateTimeOffset>());
            while (times.TryPeek(out var oldest) && oldest <= now - TimeSpan.FromMinutes(1))
                times.Dequeue();
            foreach (var (max, within) in Limits(hook.Platform))
            {
                if (times.Count >= max && times.ElementAt(times.Count - max) + within is var free && free > now)
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
