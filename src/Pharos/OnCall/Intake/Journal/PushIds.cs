using Pharos.Kernel;

namespace Pharos.OnCall.Intake.Journal;

/// <summary>
/// IDs of pushes: ascending within a process, by time across processes. A few random bits keep those of two nodes
/// apart.
/// </summary>
internal sealed class PushIds(TimeProvider clock)
{
    private const int RandomBits = 10;
    private const int CountBits = 10;
    private long last;

    public long Next()
    {
        // Milliseconds, then a counter that may run ahead of the clock during a burst.
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds() << CountBits;
        last = Math.Max(now, last + 1);
        return (last << RandomBits) | (uint)Random.Shared.Next(1 << RandomBits);
    }
}
