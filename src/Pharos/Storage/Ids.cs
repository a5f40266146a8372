using System.Security.Cryptography;

namespace Pharos.Storage;

/// <summary>Makes the IDs of the contract.</summary>
public static class Ids
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly System.Buffers.SearchValues<char> CrockfordSet = System.Buffers.SearchValues.Create(Crockford);

    /// <summary>The greatest integer ID: JavaScript reads every integer up to here exactly.</summary>
    public const long Max = (1L << 53) - 1;

    /// <summary>
    /// An ID for a page, change, member or account: random, so that it says nothing of how many there are and no two nodes need
    /// to agree. With a million rows the odds that a new one is taken are one in nine billion, and then the write fails whole.
    /// </summary>
    public static long NewInteger()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        var random = (long)(BitConverter.ToUInt64(bytes) >> 11);
        return random | (1L << 42);
    }

    /// <summary>A ULID: 48 bits of time in milliseconds, 80 random bits; sorts by time of making.</summary>
    public static string NewUlid(TimeProvider clock)
    {
        var guid = Guid.CreateVersion7(clock.GetUtcNow());
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes, bigEndian: true, out _);
        return Encode(bytes);
    }

    /// <summary>Whether a text is a ULID in its canonical form.</summary>
    public static bool IsUlid(string text) =>
        text.Length == 26 && text[0] <= '7' && text.AsSpan().IndexOfAnyExcept(CrockfordSet) < 0;

    internal static string Encode(ReadOnlySpan<byte> sixteen)
    {
        var high = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(sixteen);
        var low = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(sixteen[8..]);
        Span<char> text = stackalloc char[26];
        for (var i = 25; i >= 0; i--)
        {
            text[i] = Crockford[(int)(low & 31)];
            low = (low >> 5) | (high << 59);
            high >>= 5;
        }

        return new string(text);
    }
}
