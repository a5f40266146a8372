namespace Pharos.Notifications.Transports.Email;

/// <summary>Quoted-printable (RFC 2045): text that any mail server passes on unharmed and that stays readable in the source.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 76;

    /// <summary>
    /// Encodes UTF-8 text in which a word, that needs no encoding, stands for another that is not known yet: it gets lines of its own, so
    /// that whatever takes its place (at most 75 characters) moves nothing.
    /// </summary>
    public static void Write(ReadOnlySpan<byte> text, ReadOnlySpan<byte> gap, MemoryStream to)
    {
        for (int at; !gap.IsEmpty && (at = text.IndexOf(gap)) >= 0; text = text[(at + gap.Length)..])
        {
            Write(text[..at], to);
            to.Write("=\r\n"u8);
            to.Write(gap);
            to.Write("=\r\n"u8);
        }

        Write(text, to);
    }

    /// <summary>Encodes UTF-8 text; its line ends become CR LF.</summary>
    public static void Write(ReadOnlySpan<byte> text, MemoryStream to)
    {
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '\r')
                continue;
            if (b == '\n')
            {
                to.Write("\r\n"u8);
                column = 0;
                continue;
            }

            // A space at a line's end would be lost, a dot at its beginning doubled by some and not by others.
            var atEnd = i + 1 == text.Length || text[i + 1] is (byte)'\n' or (byte)'\r';
            var plain = b is >= (byte)'!' and <= (byte)'~' && b != '=' && !(b == '.' && column == 0) || (b is (byte)' ' or (byte)'\t' && !atEnd);
            var width = plain ? 1 : 3;
            if (column + width > LongestLine - 1 && !(atEnd && column + width <= LongestLine))
            {
                to.Write("=\r\n"u8);
                column = 0;
                if (b == '.')
                    (plain, width) = (false, 3);
            }

            if (plain)
                to.WriteByte(b);
            else
            {
                to.WriteByte((byte)'=');
                to.WriteByte(Hex(b >> 4));
                to.WriteByte(Hex(b & 15));
            }

            column += width;
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
