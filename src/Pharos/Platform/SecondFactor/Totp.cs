using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.Platform.SecondFactor;

/// <summary>
/// Codes that go by the clock: RFC 6238 with what every authenticator app takes, HMAC-SHA-1, six digits and steps of 30 seconds.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    public const int StepSeconds = 30;

    /// <summary>As long as the hash, as RFC 4226 wants it.</summary>
    private const int SecretBytes = 20;

    /// <summary>How far a phone's clock may be off, in steps, either way.</summary>
    private const int Drift = 1;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The code of a step, which is the unix time divided by 30 seconds.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What the apps speak. Nobody has broken the HMAC of it, and a code is good for a minute and a half.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step, near the moment, whose code it is; null when it is of none. Takes as long whichever it is.</summary>
    /// <param name="typed">With or without spaces.</param>
    /// <param name="now">Unix seconds.</param>
    public static long? Step(ReadOnlySpan<byte> secret, string typed, long now)
    {
        var code = Encoding.UTF8.GetBytes(string.Concat(typed.Where(c => !char.IsWhiteSpace(c))));
        long? found = null;
        for (var step = (now / StepSeconds) - Drift; step <= (now / StepSeconds) + Drift; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), code))
                found = step;
        }

        return found;
    }

    /// <summary>The secret as people type it into an app: RFC 4648 base 32.</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder(secret.Length * 8 / 5);
        var (bits, held) = (0, 0);
        foreach (var one in secret)
        {
            (bits, held) = ((bits << 8) | one, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Letters[(bits >> (held - 5)) & 31]);
            bits &= (1 << held) - 1;
        }

        return held == 0 ? text.ToString() : text.Append(Letters[(bits << (5 - held)) & 31]).ToString();
    }

    /// <summary>The address that an app reads from a QR code.</summary>
    /// <param name="issuer">Whose console it is for.</param>
    public static string Address(ReadOnlySpan<byte> secret, string issuer, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(email)}?secret={Text(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
