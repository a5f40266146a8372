using System.Security.Cryptography;

namespace Pharos.Kernel;

/// <summary>
/// Generates audit log IDs: the time in milliseconds, then 20 bits that distinguish entries of the same millisecond, so
/// that the primary key sorts by time. If two nodes generate the same ID, the second insert retries with a new one.
/// </summary>
internal sealed class AuditIds(TimeProvider clock)
{
    private const int Bits = 20;

    /// <summary>
    /// IDs stay ordered when the clock steps back by less than this, in milliseconds. Larger steps are followed.
    /// </summary>
    private const long MaxClockStep = 1000;

    private readonly Lock gate = new();
    private long last;

    /// <summary>The lowest ID for a time in unix milliseconds.</summary>
    public static long First(long milliseconds) => Math.Min(milliseconds, long.MaxValue >> Bits) << Bits;

    /// <summary>The time an ID was generated, in unix milliseconds.</summary>
    public static long Milliseconds(long id) => id >> Bits;

    public long Next()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var behind = Milliseconds(last) - now;
            // Start in the lower half of the range, so that increments do not overflow into the next millisecond.
            return last = behind is >= 0 and < MaxClockStep
                ? last + 1
                : First(now) + RandomNumberGenerator.GetInt32(1 << (Bits - 1));
        }
    }
}
