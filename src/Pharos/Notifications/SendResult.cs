namespace Pharos.Notifications;

/// <summary>What became of an attempt.</summary>
/// <param name="Kind">What follows from it.</param>
/// <param name="Reason">What the other side said, or what went wrong; null when it was sent.</param>
/// <param name="WaitSeconds">How long the other side asked us to wait for; 0 when it did not.</param>
public sealed record SendResult(SendResultKind Kind, string? Reason = null, long WaitSeconds = 0)
{
    private const int LongestReason = 500;

    /// <summary>What was refused is our mail, not its receiver: it counts towards nobody's quarantine, and the log warns of it.</summary>
    public bool IsBlameless { get; init; }

    public static SendResult Sent { get; } = new(SendResultKind.Sent);

    /// <summary>This receiver will take it later, perhaps.</summary>
    public static SendResult Later(string reason, long waitSeconds = 0) => new(SendResultKind.Later, Short(reason), waitSeconds);

    /// <summary>It is not this receiver's turn yet: nothing was tried, and nothing counts as failed.</summary>
    public static SendResult Held(long waitSeconds) => new(SendResultKind.Held, null, waitSeconds);

    /// <summary>This receiver will never take it.</summary>
    public static SendResult Refused(string reason) => new(SendResultKind.Refused, Short(reason));

    /// <summary>The way to all receivers is blocked: the mail server is down, or does not let us in.</summary>
    public static SendResult Blocked(string reason) => new(SendResultKind.Blocked, Short(reason));

    private static string Short(string reason)
    {
        var line = new string([.. reason.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]).Trim();
        return line.Length <= LongestReason ? line : line[..LongestReason];
    }
}

/// <inheritdoc cref="SendResult.Kind"/>
public enum SendResultKind
{
    Sent,
    Later,
    Refused,
    Blocked,
    Held,
}
