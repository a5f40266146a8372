using Pharos.Http.RateLimiting;
using Pharos.Kernel;

namespace Pharos.OnCall.Intake;

/// <summary>
/// Counts requests per integration. An integration's limit does not count for its account, nor the reverse.
/// </summary>
internal sealed class PushLimiter(RateLimitOptions options, TimeProvider clock)
{
    private readonly RateLimiter limiter = new(
        new RateLimitOptions { PerMinute = options.PushesPerMinute, PerSecond = options.PushesPerSecond },
        clock
    );

    /// <exception cref="ApiException">
    /// The limit is reached: 429, or 503 for senders that give up after 429. Both say when to try again.
    /// </exception>
    public void Take(long integrationId, bool retriesOnly5xx)
    {
        if (!options.Enabled)
            return;
        var decision = limiter.Take(integrationId, "", null);
        if (decision.Allowed)
            return;
        var wait = (int)Math.Max(1, decision.ResetSeconds - clock.Seconds());
        throw retriesOnly5xx
            ? Errors.Busy(wait)
            : new ApiException(
                ErrorCode.RequestTooFrequently,
                new Message(
                    Messages.RequestTooFrequently,
                    decision.Limit,
                    new Message(decision.IsMinute ? Messages.Minute : Messages.Second)
                )
            )
            {
                RetryAfterSeconds = wait,
            };
    }
}
