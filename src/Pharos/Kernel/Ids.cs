using System.Security.Cryptography;

namespace Pharos.Kernel;

/// <summary>Makes the IDs of the contract.</summary>
public static class Ids
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly System.Buffers.SearchValues<char> CrockfordSet = System.Buffers.SearchValues.Create(
        Crockford
    );

    [ThreadStatic]
    private static byte[]? randomPool;

    [ThreadStatic]
    private static int randomLeft;

    /// <summary>The greatest integer ID: JavaScript reads every integer up to here exactly.</summary>
    public const long Max = (1L << 53) - 1;

    /// <summary>
    /// An ID for a page, change, member or account: random, so that it says nothing of how many there are and no two
    /// nodes need to agree. With a million rows the odds that a new one is taken are one in nine billion, and then the
    /// write fails whole.
    /// </summary>
    public static long NewInteger()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        var random = (long)(BitConverter.ToUInt64(bytes) >> 11);
        return random | (1L << 42);
    }

    /// <summary>A ULID: 48 bits of time in milliseconds, then 80 random bits; sorts by creation time.</summary>
    public static string NewUlid(TimeProvider clock)
    {
        // The package's own random numbers can be predicted from earlier ones, so the system provides them.
        Span<byte> random = stackalloc byte[10];
        TakeRandom(random);
        return Ulid.NewUlid(clock.GetUtcNow(), random).ToString();
    }

    /// <summary>Whether a text is a ULID in canonical form. The package's parser also takes lower case.</summary>
    public static bool IsUlid(string text) =>
        text.Length == 26 && text[0] <= '7' && text.AsSpan().IndexOfAnyExcept(CrockfordSet) < 0;

    /// <summary>
    /// Takes random bytes from a buffer: every request has an ID, and a call to the system costs more.
    /// </summary>
    private static void TakeRandom(Span<byte> bytes)
    {
        var pool = randomPool ??= new byte[1024];
        if (randomLeft < bytes.Length)
        {
            RandomNumberGenerator.Fill(pool);
            randomLeft = pool.Length;
        }

        randomLeft -= bytes.Length;
        pool.AsSpan(randomLeft, bytes.Length).CopyTo(bytes);
    }
}
