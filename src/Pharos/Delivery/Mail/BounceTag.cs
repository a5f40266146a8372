using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.Delivery.Mail;

/// <summary>What stands in a mail's envelope sender to tell whose it was: the subscriber, and proof that the mail was ours.</summary>
internal static class BounceTag
{
    public static string Of(long subscriberId, string token) => string.Create(CultureInfo.InvariantCulture, $"{subscriberId}-{Proof(token)}");

    /// <summary>The subscriber that an address such as <c>bounces+123-abcdef@example.com</c> names; null when it names none.</summary>
    public static (long SubscriberId, string Proof)? Parse(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = address.LastIndexOf('+', Math.Max(0, at));
        if (plus < 0 || at < plus)
            return null;
        var parts = address[(plus + 1)..at].Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? (id, parts[1]) : null;
    }

    public static bool Proves(string proof, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(proof), Encoding.ASCII.GetBytes(Proof(token)));

    private static string Proof(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("bounce " + token)).AsSpan(0, 8));
}
