using System.Text.RegularExpressions;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Derives who is at fault for a refused email from a status (RFC 3463) such as <c>5.1.1</c>.</summary>
internal static partial class RefusalStatus
{
    /// <summary>Whether a text is a status: 2, 4 or 5, and then two numbers of at most three digits.</summary>
    public static bool Is(string text) => Form().IsMatch(text);

    /// <summary>
    /// True for 5.1.x and 5.2.1: the recipient does not exist. Null when unknown: no status, or 5.0.x. False otherwise:
    /// our own address (5.1.7, 5.1.8), a full mailbox, policy, system, protocol or content.
    /// </summary>
    public static bool? IsRecipients(string? status) =>
        status is null || status.StartsWith("5.0.", StringComparison.Ordinal)
            ? null
            : status == "5.2.1" || (status.StartsWith("5.1.", StringComparison.Ordinal) && !IsOurAddress(status));

    /// <summary>
    /// Whether fixing a configuration may resolve the refusal: policy (5.7.x), system (5.3.x) or our own address.
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
