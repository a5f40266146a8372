namespace Pharos.Notifications;

/// <summary>The outcome of an attempt.</summary>
/// <param name="Reason">The server's error message, or what went wrong; null when it was sent to the recipient.</param>
/// <param name="WaitSeconds">How long the server asked us to wait; 0 when it did not ask.</param>
public sealed record SendResult(SendResultKind Kind, string? Reason = null, long WaitSeconds = 0)
{
    private const int LongestReason = 500;

    /// <summary>
    /// False when a refusal is not the recipient's fault, as from a misconfigured relay: it does not count towards
    /// quarantine, and a warning is logged.
    /// </summary>
    public bool CountsAgainstRecipient { get; init; } = true;

    public static SendResult Sent { get; } = new(SendResultKind.Sent);

    /// <summary>Handled without sending; the note is stored with the delivery.</summary>
    public static SendResult Done(string note) => new(SendResultKind.Sent, note);

    /// <summary>The recipient may accept it later.</summary>
    public static SendResult Later(string reason, long waitSeconds = 0) =>
        new(SendResultKind.Later, Short(reason), waitSeconds);

    /// <summary>Not attempted because of a rate limit; does not count as a failure.</summary>
    public static SendResult Held(long waitSeconds) => new(SendResultKind.Held, null, waitSeconds);

    /// <summary>The recipient will never accept it.</summary>
    public static SendResult Refused(string reason) => new(SendResultKind.Refused, Short(reason));

    /// <summary>Nothing can be sent: the SMTP server is unreachable or refuses the connection.</summary>
    public static SendResult Blocked(string reason) => new(SendResultKind.Blocked, Short(reason));

    private static string Short(string reason)
    {
        var line = new string([.. reason.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? ' ' : c)]).Trim();
        return line.Length <= LongestReason ? line : line[..LongestReason];
    }
}

/// <summary>The kind of outcome, which decides what happens next.</summary>
public enum SendResultKind
{
    Sent,
    Later,
    Refused,
    Blocked,
    Held,
}
