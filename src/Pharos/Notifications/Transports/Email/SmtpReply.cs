using System.Globalization;

namespace Pharos.Notifications.Transports.Email;

/// <summary>A reply of an SMTP server (RFC 5321, section 4.2).</summary>
/// <param name="Code">From 200 to 599.</param>
/// <param name="Lines">The text of each line, without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Whether a retry is pointless.</summary>
    public bool IsPermanent => Code is >= 500;

    /// <summary>
    /// The enhanced status code (RFC 2034, RFC 3463) of a permanent refusal; null when the reply has none.
    /// </summary>
    public string? Status =>
        Lines
            .Select(line => line.Split(' ', 2)[0])
            .FirstOrDefault(word => word.StartsWith('5') && RefusalStatus.Is(word));

    /// <summary>Whether the server is closing the connection, whatever the email.</summary>
    public bool IsClosing => Code == 421;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}

/// <summary>The server violates SMTP, rejects us, or lacks a required feature.</summary>
internal class SmtpException(string message) : IOException(message);

/// <summary>The server announced that it is closing the connection.</summary>
internal sealed class SmtpClosingException(SmtpReply reply)
    : SmtpException("the SMTP server closes the connection: " + reply);
