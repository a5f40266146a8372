using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pharos.Notifications;
using Pharos.Tests.Support;

namespace Pharos.Tests.Notifications;

[Trait("Runs", "Once")]
public sealed class MailFlowTests
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(FrozenServer.Now));
    private readonly Lines log = new();
    private readonly MailFlow flow;

    public MailFlowTests() => flow = new MailFlow(clock, log);

    [Fact]
    public void Each_failed_attempt_after_an_outage_waits_twice_as_long_up_to_a_minute_however_many_connections_found_out()
    {
        var waits = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            for (var connection = 0; connection < 50; connection++)
                flow.Heed(SendResult.Blocked("gone"), "a@example.org");
            waits.Add(flow.BlockedFor);
            clock.Advance(TimeSpan.FromSeconds(flow.BlockedFor));
            Assert.Equal(0, flow.BlockedFor);
        }

        Assert.Equal([2, 4, 8, 16, 32, 60, 60, 60], waits);
        Assert.Equal(8, log.Written.Count);
        flow.Heed(SendResult.Sent, "a@example.org");
        flow.Heed(SendResult.Blocked("gone again"), "a@example.org");
        Assert.Equal(2, flow.BlockedFor);
    }

    [Fact]
    public void A_refusal_that_is_not_the_receivers_is_warned_of_once_a_minute_and_without_the_address()
    {
        var refused = SendResult.Refused("554 5.7.1 <A@example.org>: Relay access denied") with { IsBlameless = true };

        for (var second = 0; second < 61; second++)
        {
            flow.Heed(refused, "a@example.org");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        flow.Heed(SendResult.Refused("550 no such user"), "a@example.org");
        Assert.Equal(2, log.Written.Count);
        Assert.All(log.Written, line => Assert.Contains("554 5.7.1 <…>: Relay access denied", line, StringComparison.Ordinal));
        Assert.Equal(0, flow.BlockedFor);
    }

    private sealed class Lines : ILogger<MailFlow>
    {
        public ConcurrentQueue<string> Written { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue(formatter(state, exception));
    }
}
