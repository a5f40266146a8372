using System.Security.Cryptography;

namespace Pharos.StatusPages.Subscribers;

/// <summary>
/// The secret in the links that manage and end a subscription: 160 random bits in lower-case hexadecimal.
/// </summary>
internal static class SubscriberToken
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
