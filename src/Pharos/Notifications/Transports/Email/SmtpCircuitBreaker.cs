using Pharos.Kernel;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Pauses all email while the SMTP server is unreachable, for longer after each failure, so that connections do not all
/// keep trying.
/// </summary>
internal sealed partial class SmtpCircuitBreaker(TimeProvider clock, ILogger<SmtpCircuitBreaker> log)
{
    private const long Longest = 60;
    private const long WarnEvery = 60;

    private readonly Lock gate = new();
    private long blockedUntil;
    private int blocks;
    private long warnAgainAt;

    /// <summary>Seconds until email is attempted again; 0 while the circuit is closed.</summary>
    public long BlockedFor => Math.Max(0, Volatile.Read(ref blockedUntil) - clock.Seconds());

    /// <summary>Opens or closes the circuit after each attempt.</summary>
    /// <param name="recipient">Masked in the log.</param>
    public void Record(SendResult result, string recipient)
    {
        if (result.Kind == SendResultKind.Blocked)
            Block(result.Reason!);
        else if (result.Kind == SendResultKind.Sent && Volatile.Read(ref blocks) > 0)
            Volatile.Write(ref blocks, 0);
        if (!result.CountsAgainstRecipient)
            Warn(result.Reason!.Replace(recipient, "…", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Waits 2, 4, 8 … seconds. An outage counts once, even though every connection reports it.</summary>
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
        [LoggerMessage(
            EventId = 511,
            Level = LogLevel.Warning,
            Message = "Cannot send email ({Reason}); retrying in {Seconds} s"
        )]
        public static partial void Blocked(ILogger log, string reason, long seconds);

        [LoggerMessage(
            EventId = 513,
            Level = LogLevel.Warning,
            Message = "SMTP server rejected an email for a reason other than its recipient ({Reason}); logged at most "
                + "once a minute"
        )]
        public static partial void Refused(ILogger log, string reason);
    }
}
