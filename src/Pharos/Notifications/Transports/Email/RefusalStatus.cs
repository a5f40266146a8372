using System.Text.RegularExpressions;

namespace Pharos.Notifications.Transports.Email;

/// <summary>What a status (RFC 3463) such as <c>5.1.1</c> says of whose fault it is that a mail was refused.</summary>
internal static partial class RefusalStatus
{
    /// <summary>Whether a text is a status: 2, 4 or 5, then two numbers of at most three digits.</summary>
    public static bool Is(string text) => Form().IsMatch(text);

    /// <summary>
    /// Whether it is the receiver who is not there: 5.1.x and 5.2.1. Null where it does not say: there is none, or
    /// 5.0.x. Our own address (5.1.7, 5.1.8), a full mailbox, policy, system, protocol and content say nothing against
    /// the receiver.
    /// </summary>
    public static bool? IsRecipients(string? status) =>
        status is null || status.StartsWith("5.0.", StringComparison.Ordinal)
            ? null
            : status == "5.2.1" || (status.StartsWith("5.1.", StringComparison.Ordinal) && !IsOurAddress(status));

    /// <summary>
    /// Whether it may be over once somebody has mended a configuration: policy (5.7.x), system (5.3.x), our own
    /// address.
    /// </summary>
    public static bool MayPass(string? status) =>
        status is not null
        && (
            status.StartsWith("5.7.", StringComparison.Ordinal)
            || status.StartsWith("5.3.", StringComparison.Ordinal)
            || IsOurAddress(status)
        );

    private static bool IsOurAddress(string status) => status is "5.1.7" or "5.1.8";

    [GeneratedRegex(@"^[245]\.[0-9]{1,3}\.[0-9]{1,3}\z", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
