using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// An email composed and encoded once for many recipients, with placeholders for what differs between them. Writing it
/// for one recipient only copies bytes.
/// </summary>
internal sealed class EmailTemplate
{
    // New at each start, so that users' texts cannot contain them.
    public static readonly string ToPlaceholder = NewPlaceholder();
    public static readonly string RecipientPlaceholder = NewPlaceholder();
    public static readonly string TokenPlaceholder = NewPlaceholder();

    // No other header contains this.
    private const string DateHeader = "\r\nDate: ";
    private static readonly string DatePlaceholder = DateHeader + OutgoingEmail.DateLine(DateTimeOffset.UnixEpoch);

    private readonly List<(ReadOnlyMemory<byte> Before, string Placeholder)> parts = [];

    private readonly string id;

    private EmailTemplate(string id, ReadOnlyMemory<byte> rest) => (this.id, Rest) = (id, rest);

    private ReadOnlyMemory<byte> Rest { get; set; }

    /// <param name="id">The Message-ID, containing <see cref="RecipientPlaceholder"/>.</param>
    /// <param name="email">Contains the placeholders; its date is the Unix epoch, as a placeholder.</param>
    public static EmailTemplate Parse(string id, byte[] email)
    {
        var template = new EmailTemplate(id, email);
        var dated = false;
        while (true)
        {
            var text = template.Rest.Span;
            var (at, placeholder) = (-1, "");
            foreach (
                var one in (ReadOnlySpan<string>)
                    [ToPlaceholder, RecipientPlaceholder, TokenPlaceholder, .. dated ? [] : (string[])[DatePlaceholder]]
            )
            {
                if (text.IndexOf(Encoding.ASCII.GetBytes(one)) is >= 0 and var found && (at < 0 || found < at))
                    (at, placeholder) = (found, one);
            }

            if (at < 0)
                return template;
            dated |= placeholder == DatePlaceholder;
            template.parts.Add((template.Rest[..at], placeholder));
            template.Rest = template.Rest[(at + placeholder.Length)..];
        }
    }

    /// <summary>The Message-ID of the email to one recipient.</summary>
    public string Id(EmailRecipient recipient) =>
        id.Replace(RecipientPlaceholder, recipient.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Writes the email to one recipient.</summary>
    /// <param name="at">The date of the email.</param>
    public void Write(EmailRecipient recipient, DateTimeOffset at, IBufferWriter<byte> to)
    {
        foreach (var (before, placeholder) in parts)
        {
            to.Write(before.Span);
            if (placeholder == TokenPlaceholder)
                Encoding.ASCII.GetBytes(recipient.Token, to);
            else if (placeholder == RecipientPlaceholder)
                Write(recipient.Id, to);
            else if (placeholder == ToPlaceholder)
                Encoding.UTF8.GetBytes(OutgoingEmail.AsciiDomain(recipient.Address), to);
            else
                Encoding.ASCII.GetBytes(DateHeader + OutgoingEmail.DateLine(at), to);
        }

        to.Write(Rest.Span);
    }

    private static void Write(long number, IBufferWriter<byte> to)
    {
        number.TryFormat(to.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        to.Advance(written);
    }

    private static string NewPlaceholder() => "gap" + Guid.NewGuid().ToString("N");
}

/// <param name="Token">The recipient's secret, part of the links to manage and to end the subscription.</param>
internal sealed record EmailRecipient(long Id, string Address, string Token);
