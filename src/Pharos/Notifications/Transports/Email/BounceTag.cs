using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.Notifications.Transports.Email;

/// <summary>
/// Part of an email's envelope sender that identifies the email and its recipient and proves that Pharos sent it:
/// <c>bounces+8k2j1-x4f9q-3-5f2a…@example.com</c>. Short, because only 64 characters fit before the @.
/// </summary>
/// <param name="SubjectId">The subject of the notification.</param>
/// <param name="Seq">The last of the subject's notifications in the email.</param>
internal sealed record BounceTag(long RecipientId, long SubjectId, int Seq, string Proof)
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <param name="token">The recipient's secret.</param>
    public static string For(long recipientId, long subjectId, int seq, string token) =>
        $"{Short(recipientId)}-{Short(subjectId)}-{Short(seq)}-{Prove(recipientId, subjectId, seq, token)}";

    /// <summary>
    /// Reads the text between an address's last + and its @; null if it is not a tag. Ignores case, because some mail
    /// servers change it.
    /// </summary>
    public static BounceTag? Parse(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.LastIndexOf('+', Math.Max(0, at));
        if (plus < 0 || at < plus)
            return null;
        var parts = address[(plus + 1)..at].ToLowerInvariant().Split('-');
        return
            parts.Length == 4
            && Long(parts[0]) is { } recipientId
            && Long(parts[1]) is { } subjectId
            && Long(parts[2]) is { } seq and <= int.MaxValue
            ? new BounceTag(recipientId, subjectId, (int)seq, parts[3])
            : null;
    }

    public bool IsProvedBy(string token) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Proof),
            Encoding.ASCII.GetBytes(Prove(RecipientId, SubjectId, Seq, token))
        );

    private static string Prove(long recipientId, long subjectId, int seq, string token) =>
        Convert.ToHexStringLower(
            HMACSHA256
                .HashData(
                    Encoding.UTF8.GetBytes(token),
                    Encoding.ASCII.GetBytes(
                        string.Create(CultureInfo.InvariantCulture, $"bounce {recipientId} {subjectId} {seq}")
                    )
                )
                .AsSpan(0, 8)
        );

    private static string Short(long number)
    {
        var text = "";
        for (; number > 0 || text.Length == 0; number /= Digits.Length)
            text = Digits[(int)(number % Digits.Length)] + text;
        return text;
    }

    private static long? Long(string text)
    {
        // 36 to the power of 12 still fits.
        if (text.Length is 0 or > 12)
            return null;
        var number = 0L;
        foreach (var digit in text)
        {
            if (Digits.IndexOf(digit, StringComparison.Ordinal) is not (>= 0 and var value))
                return null;
            number = (number * Digits.Length) + value;
        }

        return number;
    }
}
