using System.Globalization;

namespace Pharos.Notifications.Transports.Email;

/// <summary>An answer of an SMTP server (RFC 5321, section 4.2).</summary>
/// <param name="Code">From 200 to 599.</param>
/// <param name="Lines">Its text, without the codes.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Asking again will not help.</summary>
    public bool IsPermanent => Code is >= 500;

    /// <summary>
    /// What is wrong, in the form of RFC 3463 (RFC 2034); null when a permanent refusal does not tell.
    /// </summary>
    public string? Status =>
        Lines
            .Select(line => line.Split(' ', 2)[0])
            .FirstOrDefault(word => word.StartsWith('5') && RefusalStatus.Is(word));

    /// <summary>The server closes the connection: nothing is said of the mail.</summary>
    public bool IsClosing => Code == 421;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}

/// <summary>The server said what is not SMTP, or does not offer what we must have.</summary>
internal class SmtpException(string message) : IOException(message);

/// <summary>The server goes away, and says so.</summary>
internal sealed class SmtpClosingException(SmtpReply reply) : SmtpException("the mail server goes away: " + reply);
