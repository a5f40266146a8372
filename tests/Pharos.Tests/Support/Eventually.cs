namespace Pharos.Tests.Support;

/// <summary>
/// Waits for what another thread, process or node does in its own time, by asking again until it is so.
/// </summary>
public static class Eventually
{
    /// <param name="within">Fails the test after this long; generous, because a busy machine is no failure.</param>
    public static async Task True(Func<Task<bool>> condition, TimeSpan within)
    {
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        while (!await condition())
        {
            Assert.True(clock.GetElapsedTime(start) < within, $"still not so after {within.TotalSeconds} s");
            await Task.Delay(TimeSpan.FromMilliseconds(10), clock);
        }
    }
}
