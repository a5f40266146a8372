using System.Globalization;
using Pharos.Kernel;

namespace Pharos.Http.RateLimiting;

/// <summary>
/// Limits what a member writes without a permission, such as to the own profile: each write adds to the audit log, and
/// no member must be able to fill it. In memory, per node.
/// </summary>
internal sealed class OwnWriteThrottle(TimeProvider clock)
{
    public const int MostByMember = 300;

    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Throttle members = new(MostByMember, Window, clock);

    /// <exception cref="ApiException"><see cref="ErrorCode.RequestTooFrequently"/></exception>
    public void Take(long memberId)
    {
        // 0: a visitor who is not signed in, or a command.
        if (memberId == 0 || members.Take(memberId.ToString(CultureInfo.InvariantCulture)) is not { } until)
            return;
        throw new ApiException(
            ErrorCode.RequestTooFrequently,
            new Message(Messages.RequestTooFrequently, MostByMember, new Message(Messages.Hour))
        )
        {
            RetryAfterSeconds = (int)Math.Max(1, until - clock.Seconds()),
        };
    }
}
