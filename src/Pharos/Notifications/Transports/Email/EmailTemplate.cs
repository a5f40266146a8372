using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// An email composed and encoded once for many recipients, with gaps for what differs between them: writing it for one
/// recipient only copies bytes.
/// </summary>
internal sealed class EmailTemplate
{
    // New at each start, so that no text written by users can contain them.
    public static readonly string ToGap = NewGap();
    public static readonly string RecipientGap = NewGap();
    public static readonly string TokenGap = NewGap();

    // Only this header begins like this before the body.
    private const string DateHeader = "\r\nDate: ";
    private static readonly string DateGap = DateHeader + OutgoingEmail.DateLine(DateTimeOffset.UnixEpoch);

    private readonly List<(ReadOnlyMemory<byte> Before, string Gap)> parts = [];

    private readonly string id;

    private EmailTemplate(string id, ReadOnlyMemory<byte> rest) => (this.id, Rest) = (id, rest);

    private ReadOnlyMemory<byte> Rest { get; set; }

    /// <param name="id">The Message-ID, containing <see cref="RecipientGap"/>.</param>
    /// <param name="mail">Contains the gaps; its date is a placeholder, the Unix epoch.</param>
    public static EmailTemplate Parse(string id, byte[] mail)
    {
        var template = new EmailTemplate(id, mail);
        var dated = false;
        while (true)
        {
            var text = template.Rest.Span;
            var (at, gap) = (-1, "");
            foreach (
                var one in (ReadOnlySpan<string>)[ToGap, RecipientGap, TokenGap, .. dated ? [] : (string[])[DateGap]]
            )
            {
                if (text.IndexOf(Encoding.ASCII.GetBytes(one)) is >= 0 and var found && (at < 0 || found < at))
                    (at, gap) = (found, one);
            }

            if (at < 0)
                return template;
            dated |= gap == DateGap;
            template.parts.Add((template.Rest[..at], gap));
            template.Rest = template.Rest[(at + gap.Length)..];
        }
    }

    /// <summary>The Message-ID of the email to one recipient.</summary>
    public string Id(EmailRecipient recipient) =>
        id.Replace(RecipientGap, recipient.Id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Writes the email to one recipient.</summary>
    /// <param name="at">Its date.</param>
    public void Write(EmailRecipient recipient, DateTimeOffset at, IBufferWriter<byte> to)
    {
        foreach (var (before, gap) in parts)
        {
            to.Write(before.Span);
            if (gap == TokenGap)
                Encoding.ASCII.GetBytes(recipient.Token, to);
            else if (gap == RecipientGap)
                Write(recipient.Id, to);
            else if (gap == ToGap)
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

    private static string NewGap() => "gap" + Guid.NewGuid().ToString("N");
}

/// <param name="Token">The recipient's secret, part of the links to manage and to unsubscribe.</param>
internal sealed record EmailRecipient(long Id, string Address, string Token);
