using Microsoft.Extensions.Logging;
using Pharos.Host;
using Pharos.Tests.Support;

namespace Pharos.Tests.Host;

[Trait("Runs", "Once")]
public sealed partial class RepeatLimiterTests : IDisposable
{
    private readonly TestClock clock = new();
    private readonly LogSink sink = new();
    private readonly RepeatLimiter limiter;
    private readonly ILogger log;

    public RepeatLimiterTests()
    {
        limiter = new RepeatLimiter(sink, clock);
        log = limiter.CreateLogger("Pharos");
    }

    public void Dispose()
    {
        limiter.Dispose();
        sink.Dispose();
    }

    [Fact]
    public void A_warning_that_repeats_is_logged_once_and_then_counted_once_a_minute()
    {
        for (var i = 0; i < 50; i++)
            Fail($"r{i}", "disk full");
        Assert.Equal(["Warning Pharos: Request r0 failed: disk full"], sink.Lines);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Warning Pharos: 49 more like this in the last minute: Request r1 failed: disk full", Last());

        Fail("r50", "disk full");
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Warning Pharos: 1 more like this in the last minute: Request r50 failed: disk full", Last());
        Assert.Equal(3, sink.Lines.Count);

        clock.Advance(TimeSpan.FromMinutes(2));
        Fail("r51", "disk full");
        Assert.Equal("Warning Pharos: Request r51 failed: disk full", Last());
    }

    [Fact]
    public void Different_lines_are_logged_and_so_are_different_exceptions()
    {
        Fail("r1", "disk full");
        Fail("r2", "locked");
        Failed(log, "r3", "disk full", new IOException("a"));
        Failed(log, "r4", "disk full", new IOException("b"));
        Failed(log, "r5", "disk full", new IOException("b"));
        Failed(limiter.CreateLogger("Other"), "r6", "disk full");

        Assert.Equal(5, sink.Lines.Count);
    }

    [Fact]
    public void Lines_that_differ_in_what_clients_sent_have_a_limit_together()
    {
        for (var i = 0; i < 1000; i++)
            Fail("r", $"reason {i}");
        Assert.Equal(100, sink.Lines.Count);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("900 more like this", Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_left_out_is_counted_at_the_end_too()
    {
        Fail("r1", "disk full");
        Fail("r2", "disk full");

        limiter.Dispose();

        Assert.Contains("1 more like this", Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Information_is_never_left_out()
    {
        for (var i = 0; i < 5; i++)
            Started(log);

        Assert.Equal(5, sink.Lines.Count);
    }

    private string Last() => sink.Lines.Last();

    private void Fail(string requestId, string reason) => Failed(log, requestId, reason);

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Request {RequestId} failed: {Reason}")]
    private static partial void Failed(ILogger log, string requestId, string reason, Exception? exception = null);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Started")]
    private static partial void Started(ILogger log);
}
