using System.Text;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.Utils;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// An email with a plain-text and an HTML body, encoded by MimeKit.
/// </summary>
/// <param name="Id">The Message-ID without its angle brackets; the same at every attempt.</param>
/// <param name="Thread">
/// Message-IDs of the earlier emails in its thread, oldest first; empty for a single email.
/// </param>
/// <param name="UnsubscribeUrl">
/// URL that ends the subscription with one POST (RFC 8058); null for an email that its recipient just asked for.
/// </param>
/// <param name="Date">Time of the first attempt.</param>
/// <param name="List">What the email is a notification of; null for an email that its recipient just asked for.</param>
public sealed record OutgoingEmail(
    string Id,
    string To,
    string Subject,
    string Text,
    string Html,
    string Language,
    DateTimeOffset Date,
    IReadOnlyList<string> Thread,
    string? UnsubscribeUrl = null,
    MailingList? List = null
)
{
    private static readonly FormatOptions WireFormat = MakeWireFormat();

    /// <summary>The whole message; every line ends in CR LF.</summary>
    /// <param name="from">The From header.</param>
    /// <param name="fromName">Display name to use when <paramref name="from"/> has none.</param>
    /// <param name="replyTo">The Reply-To header; null when replies go to the sender.</param>
    /// <param name="placeholder">
    /// Placeholder in the bodies that the encoding must not split: see <see cref="EmailTemplate"/>.
    /// </param>
    public byte[] ToBytes(
        System.Net.Mail.MailAddress from,
        string fromName,
        System.Net.Mail.MailAddress? replyTo,
        string placeholder = ""
    )
    {
        var message = new MimeMessage();
        // The constructor adds headers in an order of its own.
        message.Headers.Clear();
        message.From.Add(Mailbox(from.DisplayName.Length > 0 ? from.DisplayName : fromName, from.Address));
        message.To.Add(Mailbox("", To));
        if (replyTo is not null)
            message.ReplyTo.Add(Mailbox(replyTo.DisplayName, replyTo.Address));
        message.Subject = OneLine(Subject);
        message.Date = Date.ToUniversalTime();
        message.MessageId = Id;
        if (Thread.Count > 0)
        {
            message.InReplyTo = Thread[^1];
            message.References.AddRange(Thread);
        }

        // Suppresses automatic replies (RFC 3834, and Exchange's own header).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ContentLanguage, Language);
        if (List is not null)
            message.Headers.Add(HeaderId.ListId, List.Header(OneLine(List.Name)));
        if (UnsubscribeUrl is not null)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{UnsubscribeUrl}>");
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        // Derived from the ID, so that every attempt sends the same bytes.
        var digest = System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(Id)).AsSpan(0, 12);
        message.Body = new Multipart("alternative") { Boundary = "=_" + Convert.ToHexStringLower(digest) };
        ((Multipart)message.Body).Add(Part("plain", Text, placeholder));
        ((Multipart)message.Body).Add(Part("html", Html, placeholder));
        using var bytes = new MemoryStream(2000 + ((Text.Length + Html.Length) * 5 / 4));
        message.WriteTo(WireFormat, bytes);
        return bytes.ToArray();
    }

    /// <summary>An address for SMTP commands and headers: on one line, with an ASCII (IDNA) domain.</summary>
    public static string AsciiDomain(string address) =>
        address.AsSpan().ContainsAnyExceptInRange('!', '~') ? MailboxAddress.EncodeAddrspec(OneLine(address)) : address;

    /// <summary>A time in the format of the Date header.</summary>
    public static string DateLine(DateTimeOffset at) => DateUtils.FormatDate(at.ToUniversalTime());

    private static MailboxAddress Mailbox(string name, string address) =>
        new(Encoding.UTF8, OneLine(name), AsciiDomain(address));

    /// <summary>
    /// Header text without control characters and line separators, which become spaces. MimeKit drops line ends and
    /// leaves text that looks like an encoded word as it is, so a word joiner breaks up such text.
    /// </summary>
    private static string OneLine(string value) =>
        string.Concat(
                value
                    .EnumerateRunes()
                    .Where(r => Rune.IsControl(r) || !HumanText.IsUnprintable(r.Value))
                    .Select(r => Rune.IsControl(r) || r.Value is 0x2028 or 0x2029 ? " " : r.ToString())
            )
            .Replace("=?", "=\u2060?", StringComparison.Ordinal)
            .Trim();

    private static MimePart Part(string subtype, string body, string placeholder) =>
        new(new ContentType("text", subtype) { Charset = "utf-8" })
        {
            ContentTransferEncoding = ContentEncoding.QuotedPrintable,
            Content = new MimeContent(Encode(HumanText.Printable(body), placeholder), ContentEncoding.QuotedPrintable),
        };

    /// <summary>
    /// Encodes a body as quoted-printable. Each placeholder gets a line of its own between soft line breaks, so that
    /// its replacement (at most 75 ASCII characters, no <c>=</c>) moves nothing else.
    /// </summary>
    private static MemoryStream Encode(string body, string placeholder)
    {
        var encoded = new MemoryStream();
        var parts = placeholder.Length > 0 ? body.Split(placeholder) : [body];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                encoded.Write(Encoding.ASCII.GetBytes(placeholder + "=\n"));
            var part = Encoding.UTF8.GetBytes(parts[i]);
            var encoder = new QuotedPrintableEncoder();
            var output = new byte[encoder.EstimateOutputLength(part.Length)];
            // A part that ends within a line gets a soft line break.
            encoded.Write(output.AsSpan(0, encoder.Flush(part, 0, part.Length, output)));
        }

        encoded.Position = 0;
        return encoded;
    }

    private static FormatOptions MakeWireFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}

/// <summary>What notifications are about, for the header List-Id (RFC 2919).</summary>
/// <param name="Id">Never changes: a host name of ASCII letters, digits, hyphens and dots.</param>
public sealed record MailingList(string Name, string Id)
{
    /// <summary>The header: the name, quoted or encoded, and the ID in angle brackets.</summary>
    internal string Header(string name)
    {
        var phrase = Encoding.ASCII.GetString(Rfc2047.EncodePhrase(Encoding.UTF8, name));
        return phrase.Length > 0 ? $"{phrase} <{Id}>" : $"<{Id}>";
    }
}
