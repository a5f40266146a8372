using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pharos.Kernel;

namespace Pharos.Notifications.Bounces;

/// <summary>
/// Proof that a bounce comes from our own mail server: the header <c>Pharos-Signature: t=UNIX,v1=HEX</c>, where HEX is
/// the HMAC-SHA256 of <c>UNIX.BODY</c> with the configured secret.
/// </summary>
public static class BounceSignature
{
    public const string Header = "Pharos-Signature";

    /// <summary>Seconds that the signed time may differ from ours.</summary>
    private const long Tolerance = 300;

    public static string For(string secret, long at, ReadOnlySpan<byte> body) =>
        string.Create(CultureInfo.InvariantCulture, $"t={at},v1={Convert.ToHexStringLower(Mac(secret, at, body))}");

    /// <exception cref="ApiException"><see cref="ErrorCode.Unauthorized"/></exception>
    public static void Demand(string? header, string secret, long now, ReadOnlySpan<byte> body)
    {
        var parts = (header ?? "")
            .Split(',')
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2)
            .ToLookup(p => p[0].Trim(), p => p[1].Trim(), StringComparer.Ordinal);
        if (
            !long.TryParse(parts["t"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || Math.Abs(now - at) > Tolerance
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(parts["v1"].FirstOrDefault() ?? ""),
                Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Mac(secret, at, body)))
            )
        )
            throw new ApiException(ErrorCode.Unauthorized, new Message(Messages.BadSignature, Header));
    }

    private static byte[] Mac(string secret, long at, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(secret),
            (byte[])[.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}.")), .. body]
        );
}
