using System.Collections.Concurrent;
using Pharos.Kernel;

namespace Pharos.Http.RateLimiting;

/// <summary>A rate limit of one operation, lower than the account's.</summary>
public sealed record OperationLimit(int PerMinute, int PerSecond);

/// <summary>Whether a request is allowed, and the state of the window with the least quota left.</summary>
/// <param name="Limit">The number of requests the window allows.</param>
/// <param name="Remaining">The number of requests left after this one.</param>
/// <param name="ResetSeconds">The end of the window, in unix seconds.</param>
/// <param name="IsMinute">Whether the window is a minute; otherwise it is a second.</param>
public readonly record struct RateDecision(bool Allowed, int Limit, int Remaining, long ResetSeconds, bool IsMinute);

/// <summary>
/// Counts requests per account in clock seconds and minutes. A request takes quota from all its windows or from none,
/// under one lock per account, so limits are exact and rejected requests do not count. Counts are per process.
/// </summary>
public sealed class RateLimiter(RateLimitOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, Account> accounts = new();

    /// <param name="accountId">The account that the request counts for.</param>
    /// <param name="operation">The operation's name, used if it has its own limit.</param>
    /// <param name="own">The operation's own limit, if any.</param>
    public RateDecision Take(long accountId, string operation, OperationLimit? own)
    {
        var account = accounts.GetOrAdd(accountId, static _ => new Account());
        lock (account)
        {
            var now = clock.Seconds();
            account.All.MoveTo(now);
            var nearest = account.All.Nearest(options.PerMinute, options.PerSecond);
            Windows? windows = null;
            if (own is not null)
            {
                windows = account.Operation(operation);
                windows.MoveTo(now);
                var nearestOwn = windows.Nearest(own.PerMinute, own.PerSecond);
                if (nearestOwn.Remaining < nearest.Remaining || !nearestOwn.Allowed)
                    nearest = nearest.Allowed ? nearestOwn : nearest;
            }

            if (!nearest.Allowed)
                return nearest;
            account.All.Count();
            windows?.Count();
            return nearest with { Remaining = nearest.Remaining - 1 };
        }
    }

    private sealed class Account
    {
        private Dictionary<string, Windows>? operations;

        public Windows All { get; } = new();

        public Windows Operation(string name)
        {
            operations ??= new(StringComparer.Ordinal);
            if (!operations.TryGetValue(name, out var windows))
                operations[name] = windows = new Windows();
            return windows;
        }
    }

    /// <summary>The current minute and the current second.</summary>
    private sealed class Windows
    {
        private long second;
        private long minute;
        private int inSecond;
        private int inMinute;

        public void MoveTo(long now)
        {
            if (now != second)
                (second, inSecond) = (now, 0);
            if (now / 60 != minute)
                (minute, inMinute) = (now / 60, 0);
        }

        /// <summary>
        /// The window with the least quota left; the minute if both are used up, since it resets later.
        /// </summary>
        public RateDecision Nearest(int perMinute, int perSecond)
        {
            var leftInMinute = perMinute - inMinute;
            var leftInSecond = perSecond - inSecond;
            return leftInMinute <= leftInSecond || leftInMinute <= 0
                ? new RateDecision(
                    leftInMinute > 0,
                    perMinute,
                    Math.Max(leftInMinute, 0),
                    (minute + 1) * 60,
                    IsMinute: true
                )
                : new RateDecision(leftInSecond > 0, perSecond, Math.Max(leftInSecond, 0), second + 1, IsMinute: false);
        }

        public void Count()
        {
            inSecond++;
            inMinute++;
        }
    }
}
