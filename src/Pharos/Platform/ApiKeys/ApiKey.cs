using System.Security.Cryptography;
using System.Text;

namespace Pharos.Platform.ApiKeys;

/// <summary>The secret that a client sends as <c>app_key</c>: 160 random bits in lower-case hexadecimal.</summary>
public static class ApiKey
{
    /// <summary>Length in characters.</summary>
    public const int Length = 40;

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create(
        "0123456789abcdef"
    );

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Length / 2));

    /// <summary>Lets the owner recognise the key; 128 bits stay secret.</summary>
    public static string Hint(string key) => $"{key[..4]}…{key[^4..]}";

    public static byte[] Digest(string key)
    {
        var digest = new byte[SHA256.HashSizeInBytes];
        Digest(key, digest);
        return digest;
    }

    public static void Digest(string key, Span<byte> digest)
    {
        Span<byte> ascii = stackalloc byte[Length];
        Encoding.ASCII.GetBytes(key, ascii);
        SHA256.HashData(ascii, digest);
    }

    public static bool LooksRight(string? text) =>
        text is { Length: Length } && text.AsSpan().IndexOfAnyExcept(Digits) < 0;
}
