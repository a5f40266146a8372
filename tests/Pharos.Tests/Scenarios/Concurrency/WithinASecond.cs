namespace Pharos.Tests.Scenarios.Concurrency;

/// <summary>
/// Holds a node to the second within which it must obey what was decided on another. What counts is when the last request was sent that
/// was still answered the old way; how long the answer that is right took to make and to arrive does not. A machine under load is late by
/// itself, with this as with everything: a request that does nothing is timed on the same node between any two askings, and the second
/// is stretched by the longest that one took, some milliseconds where there is no load. An announcement that came by a period of more
/// than a second, or not at all, is found all the same, because such requests then take as long as ever.
/// </summary>
internal static class WithinASecond
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <param name="node">The one that must obey. Called as soon as the other has answered.</param>
    /// <param name="obeyed">Asks it once.</param>
    public static async Task Obeyed(HttpClient node, Func<Task<bool>> obeyed)
    {
        var clock = TimeProvider.System;
        var decided = clock.GetTimestamp();
        var slowest = TimeSpan.Zero;
        while (true)
        {
            var sent = clock.GetElapsedTime(decided);
            if (await obeyed())
                return;
            Assert.True(sent < Second + slowest, $"not obeyed {sent.TotalMilliseconds:F0} ms after it was decided, while a request that does nothing took {slowest.TotalMilliseconds:F0} ms at most");
            var began = clock.GetTimestamp();
            using (await node.GetAsync("/healthz"))
            {
                if (clock.GetElapsedTime(began) is var took && took > slowest)
                    slowest = took;
            }
        }
    }
}
