namespace Pharos.Tests.Support;

/// <summary>For what another thread, process or node does in its own time: asks again until it is so.</summary>
public static class Eventually
{
    /// <summary>How long it took.</summary>
    public static async Task<TimeSpan> True(Func<Task<bool>> condition, TimeSpan within)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await condition())
        {
            Assert.True(clock.GetElapsedTime(start) < within, $"still not so after {within.TotalSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(10), clock);
        }

        return clock.GetElapsedTime(start);
    }
}
