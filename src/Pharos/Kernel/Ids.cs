using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pharos.Kernel;

/// <summary>Generates the integer IDs and ULIDs of the API.</summary>
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

    private static int objectCount;

    /// <summary>The largest integer ID: JavaScript represents every integer up to it exactly.</summary>
    public const long Max = (1L << 53) - 1;

    /// <summary>
    /// A random ID for a page, change, member or account. It does not reveal how many there are, and nodes need no
    /// coordination. With a million rows a collision has odds of one in nine billion; the write then fails as a whole.
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
        // The package's own generator is predictable, so the random bytes come from the system.
        Span<byte> random = stackalloc byte[10];
        TakeRandom(random);
        return Ulid.NewUlid(clock.GetUtcNow(), random).ToString();
    }

    /// <summary>
    /// An ObjectID of the API: 24 hexadecimal digits. The first 8 are the time in seconds, the next 6 count within this
    /// process, so that IDs of one process sort by creation; the rest is random.
    /// </summary>
    public static string NewObjectId(TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)clock.Seconds());
        var count = Interlocked.Increment(ref objectCount);
        (bytes[4], bytes[5], bytes[6]) = ((byte)(count >> 16), (byte)(count >> 8), (byte)count);
        TakeRandom(bytes[7..]);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Whether a text is an ObjectID; clients may send capitals.</summary>
    public static bool IsObjectId(string text) => text.Length == 24 && text.All(char.IsAsciiHexDigit);

    /// <summary>Whether a text is a ULID in canonical form. The package's parser also accepts lower case.</summary>
    public static bool IsUlid(string text) =>
        text.Length == 26 && text[0] <= '7' && text.AsSpan().IndexOfAnyExcept(CrockfordSet) < 0;

    /// <summary>
    /// Takes random bytes from a per-thread buffer, because every request needs some and system calls are slower.
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
