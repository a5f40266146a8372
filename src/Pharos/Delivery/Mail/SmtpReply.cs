using System.Globalization;

namespace Pharos.Delivery.Mail;

/// <summary>An answer of an SMTP server (RFC 5321, section 4.2).</summary>
/// <param name="Code">From 200 to 599.</param>
/// <param name="Lines">Its text, without the codes.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Asking again will not help.</summary>
    public bool IsPermanent => Code is >= 500;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code} {string.Join(' ', Lines)}");
}

/// <summary>The server said what is not SMTP, or does not offer what we must have.</summary>
internal sealed class SmtpException(string message) : IOException(message);
