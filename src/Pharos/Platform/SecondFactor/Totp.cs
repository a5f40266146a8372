using System.Security.Cryptography;
using OtpNet;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Time-based one-time codes (RFC 6238), in the form that every authenticator app supports: HMAC-SHA-1, six digits,
/// steps of 30 seconds.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    /// <summary>The length of the hash, as RFC 4226 recommends.</summary>
    private const int SecretBytes = 20;

    /// <summary>A phone's clock can be one step off, either way.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>Returns the code of a step. Steps count periods of 30 seconds since 1970.</summary>
    public static string Code(byte[] secret, long step) =>
        new OtpNet.Totp(secret, StepSeconds, OtpHashMode.Sha1, Digits).ComputeTotp(Moment(step * StepSeconds));

    /// <summary>Finds the step of a code near a moment; null if the code is wrong.</summary>
    /// <param name="secret">The member's secret.</param>
    /// <param name="typed">May contain spaces.</param>
    /// <param name="now">Unix seconds.</param>
    public static long? Step(byte[] secret, string typed, long now)
    {
        var code = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        var totp = new OtpNet.Totp(secret, StepSeconds, OtpHashMode.Sha1, Digits);
        return totp.VerifyTotp(Moment(now), code, out var step, Window) ? step : null;
    }

    /// <summary>The secret for typing into an app: RFC 4648 base 32.</summary>
    public static string Text(byte[] secret) => Base32Encoding.ToString(secret);

    /// <summary>Returns the URI that an app reads from a QR code.</summary>
    /// <param name="secret">The member's secret.</param>
    /// <param name="issuer">The account's name; apps show it next to the code.</param>
    /// <param name="email">The member's email address.</param>
    public static string Address(byte[] secret, string issuer, string email) =>
        new OtpUri(OtpType.Totp, secret, email, issuer, OtpHashMode.Sha1, Digits, StepSeconds).ToString();

    private static DateTime Moment(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
}
