using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>Whether mail gets out at all: when the way is blocked everybody waits, ever longer, rather than each finding out by itself.</summary>
internal sealed partial class MailFlow(TimeProvider clock, ILogger<MailFlow> log)
{
    private const long Longest = 60;
    private const long WarnEvery = 60;

    private readonly Lock gate = new();
    private long blockedUntil;
    private int blocks;
    private long warnAgainAt;

    /// <summary>Seconds until mail is tried again; 0 when it flows.</summary>
    public long BlockedFor => Math.Max(0, Volatile.Read(ref blockedUntil) - clock.Seconds());

    /// <summary>Draws the conclusions for all other mails from what became of one.</summary>
    /// <param name="recipient">Is kept out of the log.</param>
    public void Heed(SendResult result, string recipient)
    {
        if (result.Kind == SendResultKind.Blocked)
            Block(result.Reason!);
        else if (result.Kind == SendResultKind.Sent && Volatile.Read(ref blocks) > 0)
            Volatile.Write(ref blocks, 0);
        if (result.IsBlameless)
            Warn(result.Reason!.Replace(recipient, "…", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Waits 2, 4, 8 … seconds. All connections find out about the same outage, and it counts once.</summary>
    private void Block(string reason)
    {
        long wait;
        lock (gate)
        {
            if (BlockedFor > 0)
                return;
            wait = Math.Min(Longest, 2L << Math.Min(blocks, 10));
            blocks++;
            Volatile.Write(ref blockedUntil, clock.Seconds() + wait);
        }

        Log.Blocked(log, reason, wait);
    }

    private void Warn(string reason)
    {
        lock (gate)
        {
            if (clock.Seconds() < warnAgainAt)
                return;
            warnAgainAt = clock.Seconds() + WarnEvery;
        }

        Log.Refused(log, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 511, Level = LogLevel.Warning, Message = "No mail gets out ({Reason}); the next attempt is in {Seconds} s")]
        public static partial void Blocked(ILogger log, string reason, long seconds);

        [LoggerMessage(EventId = 513, Level = LogLevel.Warning, Message = "The mail server refuses a mail for another reason than its receiver ({Reason}); there may be more such, this is said once a minute")]
        public static partial void Refused(ILogger log, string reason);
    }
}
