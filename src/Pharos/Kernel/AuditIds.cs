using System.Security.Cryptography;

namespace Pharos.Kernel;

/// <summary>
/// Makes the IDs of the audit log: the time in milliseconds above twenty bits that tell apart what happened within one,
/// so that the log is in order by its key. Two nodes may hit upon the same one; whoever comes second takes another.
/// </summary>
internal sealed class AuditIds(TimeProvider clock)
{
    private const int Bits = 20;

    /// <summary>
    /// Milliseconds that a clock may go back for the order to be kept all the same; beyond that the clock is believed.
    /// </summary>
    private const long Patience = 1000;

    private readonly Lock gate = new();
    private long last;

    /// <summary>The lowest ID of a moment, in unix milliseconds.</summary>
    public static long First(long milliseconds) => Math.Min(milliseconds, long.MaxValue >> Bits) << Bits;

    /// <summary>When it was made, in unix milliseconds.</summary>
    public static long Milliseconds(long id) => id >> Bits;

    public long Next()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var behind = Milliseconds(last) - now;
            // The lower half of the room to begin in: there are as many more to come before the next millisecond.
            return last = behind is >= 0 and < Patience
                ? last + 1
                : First(now) + RandomNumberGenerator.GetInt32(1 << (Bits - 1));
        }
    }
}
