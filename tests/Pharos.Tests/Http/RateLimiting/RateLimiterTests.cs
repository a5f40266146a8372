using Pharos.Http.RateLimiting;
using Pharos.Tests.Support;

namespace Pharos.Tests.Http.RateLimiting;

[Trait("Runs", "Once")]
public sealed class RateLimiterTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
    private readonly OperationLimit own = new(PerMinute: 5, PerSecond: 2);

    [Fact]
    public void An_operation_with_a_lower_limit_counts_apart_and_towards_the_account()
    {
        var limiter = new RateLimiter(new RateLimitOptions { PerSecond = 4, PerMinute = 100 }, clock);

        Assert.Equal(new RateDecision(true, 2, 1, 1_800_000_001, false), limiter.Take(1, "/a", own));
        Assert.Equal(new RateDecision(true, 2, 0, 1_800_000_001, false), limiter.Take(1, "/a", own));
        Assert.False(limiter.Take(1, "/a", own).Allowed);
        Assert.Equal(new RateDecision(true, 4, 1, 1_800_000_001, false), limiter.Take(1, "/b", null));
        Assert.Equal(new RateDecision(true, 4, 0, 1_800_000_001, false), limiter.Take(1, "/c", own));
        Assert.Equal(new RateDecision(false, 4, 0, 1_800_000_001, false), limiter.Take(1, "/c", own));
        Assert.True(limiter.Take(2, "/a", own).Allowed);
    }

    [Fact]
    public void An_operations_own_minute_outlasts_its_seconds()
    {
        var limiter = new RateLimiter(new RateLimitOptions(), clock);
        var allowed = 0;

        for (var second = 0; second < 10; second++)
        {
            for (var i = 0; i < 3; i++)
                allowed += limiter.Take(1, "/a", own).Allowed ? 1 : 0;
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(5, allowed);
        Assert.Equal(new RateDecision(false, 5, 0, 1_800_000_060, true), limiter.Take(1, "/a", own));
        Assert.True(limiter.Take(1, "/b", null).Allowed);
        clock.SetUtcNow(DateTimeOffset.FromUnixTimeSeconds(1_800_000_060));
        Assert.True(limiter.Take(1, "/a", own).Allowed);
    }

    [Fact]
    public void A_request_refused_by_one_window_costs_nothing_in_another()
    {
        var limiter = new RateLimiter(new RateLimitOptions { PerSecond = 50, PerMinute = 60 }, clock);

        for (var i = 0; i < 500; i++)
            limiter.Take(1, "/a", own);

        // Only the two that passed were counted.
        Assert.Equal(47, limiter.Take(1, "/b", null).Remaining);
    }

    [Fact]
    public async Task A_quota_holds_exactly_when_every_thread_takes_from_it()
    {
        var limiter = new RateLimiter(new RateLimitOptions { PerSecond = 5000, PerMinute = 7000 }, clock);
        var allowed = 0;

        for (var second = 0; second < 2; second++)
        {
            await Parallel.ForAsync(0, 64, (_, _) =>
            {
                for (var i = 0; i < 200; i++)
                {
                    if (limiter.Take(1, "/a", null).Allowed)
                        Interlocked.Increment(ref allowed);
                }

                return ValueTask.CompletedTask;
            });
            Assert.Equal(second == 0 ? 5000 : 7000, allowed);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Windows_are_the_clocks_own_and_do_not_slide()
    {
        var limiter = new RateLimiter(new RateLimitOptions { PerSecond = 2, PerMinute = 100 }, clock);
        clock.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_990));

        Assert.True(limiter.Take(1, "/a", null).Allowed);
        Assert.True(limiter.Take(1, "/a", null).Allowed);
        Assert.False(limiter.Take(1, "/a", null).Allowed);
        clock.Advance(TimeSpan.FromMilliseconds(10));
        Assert.True(limiter.Take(1, "/a", null).Allowed);
    }
}
