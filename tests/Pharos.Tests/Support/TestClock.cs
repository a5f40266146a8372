using Microsoft.Extensions.Time.Testing;

namespace Pharos.Tests.Support;

/// <summary>
/// A clock that tests move. A timer that became due several times fires once, as after a machine has slept; otherwise a
/// day's move would fire the timers of a server's services hundreds of thousands of times.
/// </summary>
public sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TestClock()
        : this(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SingleShots(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ITimer CreateSingle(TimerCallback callback) =>
        base.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Counts each period from the moment at which the timer fired.</summary>
    private sealed class SingleShots : ITimer
    {
        private readonly ITimer single;
        private long periodMilliseconds;

        public SingleShots(TestClock clock, TimerCallback callback, object? state) =>
            single = clock.CreateSingle(_ =>
            {
                // First, because the callback may change the timer.
                if (Interlocked.Read(ref periodMilliseconds) is > 0 and var period)
                    single!.Change(TimeSpan.FromMilliseconds(period), Timeout.InfiniteTimeSpan);
                callback(state);
            });

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref periodMilliseconds, (long)period.TotalMilliseconds);
            return single.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => single.Dispose();

        public ValueTask DisposeAsync() => single.DisposeAsync();
    }
}
