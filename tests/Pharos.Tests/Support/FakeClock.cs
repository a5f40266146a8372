namespace Pharos.Tests.Support;

/// <summary>
/// A clock that stands still until a test moves it; timers fire as it passes them. One that would have fired many times fires once,
/// for the last of them, as on a machine that was asleep: a jump of a day must not cost a day of seconds.
/// </summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Moves on, or back, as an operator might set it.</summary>
    public void MoveTo(DateTimeOffset target)
    {
        while (true)
        {
            Timer? due;
            lock (gate)
            {
                foreach (var timer in timers)
                    timer.SkipTo(target);
                due = timers.Where(t => t.Due <= target).MinBy(t => t.Due);
                now = due is null ? target : due.Due > now ? due.Due : now;
                due?.Schedule();
            }

            if (due is null)
                return;
            due.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public void Fire() => callback(state);

        public void SkipTo(DateTimeOffset target)
        {
            if (Due < target && period > TimeSpan.Zero)
                Due += (target - Due).Ticks / period.Ticks * period;
        }

        public void Schedule()
        {
            if (period == global::System.Threading.Timeout.InfiniteTimeSpan || period == TimeSpan.Zero)
                clock.timers.Remove(this);
            else
                Due += period;
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                period = newPeriod;
                if (dueTime != global::System.Threading.Timeout.InfiniteTimeSpan)
                {
                    Due = clock.now + dueTime;
                    clock.timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
