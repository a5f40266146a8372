using System.Globalization;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>A mail in two forms, plain text and HTML, and the bytes that go over the wire.</summary>
/// <param name="Id">The Message-ID without its angle brackets; the same at every attempt.</param>
/// <param name="Thread">Message-IDs that it follows; empty for one that stands alone.</param>
/// <param name="UnsubscribeUrl">Where one POST ends the subscription (RFC 8058); null for mail that was asked for just now.</param>
/// <param name="Date">When it was first tried.</param>
public sealed record OutgoingMail(
    string Id, string To, string Subject, string Text, string Html, string Language, DateTimeOffset Date,
    IReadOnlyList<string> Thread, string? UnsubscribeUrl = null)
{
    /// <summary>The whole mail, lines ended by CR LF.</summary>
    /// <param name="from">Its header.</param>
    /// <param name="fromName">Before the sender's address, where the configured sender has no name of its own.</param>
    /// <param name="replyTo">Null when answers go to the sender.</param>
    /// <param name="gap">A word in the bodies that is not to be broken: see <see cref="MailForm"/>.</param>
    public byte[] ToBytes(System.Net.Mail.MailAddress from, string fromName, System.Net.Mail.MailAddress? replyTo, string gap = "")
    {
        var boundary = "=_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Id)).AsSpan(0, 12));
        var head = new StringBuilder();
        void Line(string name, string value) => head.Append(HeaderText.Line(name, value)).Append("\r\n");
        head.Append("From: ").Append(HeaderText.Mailbox(from.DisplayName.Length > 0 ? from.DisplayName : fromName, from.Address)).Append("\r\n");
        head.Append("To: ").Append(HeaderText.Mailbox(null, To)).Append("\r\n");
        if (replyTo is not null)
            head.Append("Reply-To: ").Append(HeaderText.Mailbox(replyTo.DisplayName, replyTo.Address)).Append("\r\n");
        Line("Subject", Subject);
        head.Append("Date: ").Append(DateLine(Date)).Append("\r\n");
        head.Append("Message-ID: <").Append(Id).Append(">\r\n");
        if (Thread.Count > 0)
        {
            head.Append("In-Reply-To: <").Append(Thread[^1]).Append(">\r\n");
            head.Append("References: ").AppendJoin("\r\n ", Thread.Select(id => $"<{id}>")).Append("\r\n");
        }

        // Nobody's holiday notice need answer it.
        Line("Auto-Submitted", "auto-generated");
        Line("X-Auto-Response-Suppress", "All");
        Line("Content-Language", Language);
        if (UnsubscribeUrl is not null)
        {
            head.Append("List-Unsubscribe: <").Append(UnsubscribeUrl).Append(">\r\n");
            Line("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        Line("MIME-Version", "1.0");
        head.Append("Content-Type: multipart/alternative; boundary=\"").Append(boundary).Append("\"\r\n\r\n");

        using var bytes = new MemoryStream(head.Length + ((Text.Length + Html.Length) * 5 / 4) + 500);
        bytes.Write(Encoding.ASCII.GetBytes(head.ToString()));
        foreach (var (type, body) in (ReadOnlySpan<(string, string)>)[("text/plain", Text), ("text/html", Html)])
        {
            bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}\r\nContent-Type: {type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
            QuotedPrintable.Write(Encoding.UTF8.GetBytes(body), Encoding.ASCII.GetBytes(gap), bytes);
            bytes.Write("\r\n"u8);
        }

        bytes.Write(Encoding.ASCII.GetBytes($"--{boundary}--\r\n"));
        return bytes.ToArray();
    }

    /// <summary>A time as a mail's header has it; always of the same length.</summary>
    public static string DateLine(DateTimeOffset at) => at.ToUniversalTime().ToString("ddd, dd MMM yyyy HH':'mm':'ss '+0000'", CultureInfo.InvariantCulture);
}
