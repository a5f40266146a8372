using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications.Transports.Email;

[Trait("Runs", "Once")]
public sealed class SmtpCircuitBreakerTests
{
    private readonly TestClock clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
    private readonly Lines log = new();
    private readonly SmtpCircuitBreaker breaker;

    public SmtpCircuitBreakerTests() => breaker = new SmtpCircuitBreaker(clock, log);

    [Fact]
    public void Each_failed_attempt_after_an_outage_waits_twice_as_long_up_to_a_minute_for_all_connections()
    {
        var waits = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            for (var connection = 0; connection < 50; connection++)
                breaker.Record(SendResult.Blocked("gone"), "a@example.org");
            waits.Add(breaker.BlockedFor);
            clock.Advance(TimeSpan.FromSeconds(breaker.BlockedFor));
            Assert.Equal(0, breaker.BlockedFor);
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], waits);
        Assert.Equal(8, log.Written.Count);
        breaker.Record(SendResult.Sent, "a@example.org");
        breaker.Record(SendResult.Blocked("gone again"), "a@example.org");
        Assert.Equal(2, breaker.BlockedFor);
    }

    [Fact]
    public void A_refusal_that_is_not_the_receivers_is_warned_of_once_a_minute_and_without_the_address()
    {
        var refused = SendResult.Refused("554 5.7.1 <A@example.org>: Relay access denied") with
        {
            CountsAgainstRecipient = false,
        };

        for (var second = 0; second < 61; second++)
        {
            breaker.Record(refused, "a@example.org");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        breaker.Record(SendResult.Refused("550 no such user"), "a@example.org");
        Assert.Equal(2, log.Written.Count);
        Assert.All(log.Written, line =>
            Assert.Contains("554 5.7.1 <…>: Relay access denied", line, StringComparison.Ordinal)
        );
        Assert.Equal(0, breaker.BlockedFor);
    }

    private sealed class Lines : ILogger<SmtpCircuitBreaker>
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Written.Enqueue(formatter(state, exception));
    }
}
