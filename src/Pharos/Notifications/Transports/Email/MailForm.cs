using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// A mail as it goes over the wire, written and encoded once for many receivers, with gaps for what differs between them. To
/// send it to one of them is to copy bytes.
/// </summary>
internal sealed class MailForm
{
    // New at each start, so that nothing that people write can be taken for them.
    public static readonly string ToGap = NewGap();
    public static readonly string SubscriberGap = NewGap();
    public static readonly string TokenGap = NewGap();

    // No line but this header begins so before the body does.
    private const string DateHeader = "\r\nDate: ";
    private static readonly string DateGap = DateHeader + OutgoingMail.DateLine(DateTimeOffset.UnixEpoch);

    private readonly List<(ReadOnlyMemory<byte> Before, string Gap)> parts = [];

    private readonly string id;

    private MailForm(string id, ReadOnlyMemory<byte> rest) => (this.id, Rest) = (id, rest);

    private ReadOnlyMemory<byte> Rest { get; set; }

    /// <param name="id">The Message-ID, with the subscriber's gap.</param>
    /// <param name="mail">With the gaps in it; dated when 1970 began.</param>
    public static MailForm From(string id, byte[] mail)
    {
        var form = new MailForm(id, mail);
        var dated = false;
        while (true)
        {
            var text = form.Rest.Span;
            var (at, gap) = (-1, "");
            foreach (var one in (ReadOnlySpan<string>)[ToGap, SubscriberGap, TokenGap, .. dated ? [] : (string[])[DateGap]])
            {
                if (text.IndexOf(Encoding.ASCII.GetBytes(one)) is >= 0 and var found && (at < 0 || found < at))
                    (at, gap) = (found, one);
            }

            if (at < 0)
                return form;
            dated |= gap == DateGap;
            form.parts.Add((form.Rest[..at], gap));
            form.Rest = form.Rest[(at + gap.Length)..];
        }
    }

    /// <summary>The Message-ID of the mail to one receiver.</summary>
    public string Id(Receiver receiver) => id.Replace(SubscriberGap, receiver.SubscriberId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The mail to one receiver.</summary>
    /// <param name="at">Its date.</param>
    public void Write(Receiver receiver, DateTimeOffset at, IBufferWriter<byte> to)
    {
        foreach (var (before, gap) in parts)
        {
            to.Write(before.Span);
            if (gap == TokenGap)
                Encoding.ASCII.GetBytes(receiver.Token, to);
            else if (gap == SubscriberGap)
                Write(receiver.SubscriberId, to);
            else if (gap == ToGap)
                Encoding.UTF8.GetBytes(OutgoingMail.AsciiDomain(receiver.Recipient), to);
            else
                Encoding.ASCII.GetBytes(DateHeader + OutgoingMail.DateLine(at), to);
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
