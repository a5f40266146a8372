using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Text as it may stand in a mail's header: nothing in it can begin another header (RFC 5322, RFC 2047).</summary>
public static class HeaderText
{
    private const int LongestLine = 76;

    /// <summary>A header line, folded, without its end.</summary>
    public static string Line(string name, string value)
    {
        var clean = Clean(value);
        if (clean.All(c => c is >= ' ' and <= '~') && !clean.Contains("=?", StringComparison.Ordinal) && name.Length + 2 + clean.Length <= LongestLine)
            return $"{name}: {clean}";
        return $"{name}: {(clean.All(c => c is >= ' ' and <= '~') && !clean.Contains("=?", StringComparison.Ordinal) ? Folded(clean, name.Length + 2) : Encoded(clean, name.Length + 2))}";
    }

    /// <summary>An address with a name before it.</summary>
    public static string Mailbox(string? name, string address) =>
        string.IsNullOrWhiteSpace(name) ? $"<{Clean(address)}>" : $"{Phrase(Clean(name))} <{Clean(address)}>";

    /// <summary>What may stand within a line: as it is, but for control characters.</summary>
    public static string OneLine(string value) => value.AsSpan().ContainsAnyExceptInRange('!', '~') ? Clean(value) : value;

    private static string Phrase(string name) =>
        name.All(c => c is >= ' ' and <= '~') && !name.Contains("=?", StringComparison.Ordinal)
            ? '"' + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"'
            : Encoded(name, 12);

    /// <summary>One line, whatever it was: line ends, other control characters and lone surrogates become spaces.</summary>
    private static string Clean(string value)
    {
        var clean = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 || rune == Rune.ReplacementChar)
                clean.Append(' ');
            else
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static string Folded(string text, int used)
    {
        var folded = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (folded.Length > 0)
            {
                var fold = used + 1 + word.Length > LongestLine;
                folded.Append(fold ? "\r\n " : " ");
                used = fold ? 1 : used + 1;
            }

            folded.Append(word);
            used += word.Length;
        }

        return folded.ToString();
    }

    /// <summary>Encoded words of whole characters, each at most 75 characters long.</summary>
    private static string Encoded(string text, int used)
    {
        const int overhead = 12; // =?utf-8?B??=
        var result = new StringBuilder();
        var bytes = new List<byte>();
        var room = LongestLine - used;
        Span<byte> encoded = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(encoded);
            if (bytes.Count > 0 && overhead + ((bytes.Count + length + 2) / 3 * 4) > Math.Min(room, 75))
                Flush();
            bytes.AddRange(encoded[..length]);
        }

        Flush();
        return result.ToString();

        void Flush()
        {
            if (bytes.Count == 0)
                return;
            if (result.Length > 0)
                result.Append("\r\n ");
            result.Append("=?utf-8?B?").Append(Convert.ToBase64String([.. bytes])).Append("?=");
            bytes.Clear();
            room = 75;
        }
    }
}
