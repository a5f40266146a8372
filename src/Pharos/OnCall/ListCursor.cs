using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Pharos.Kernel;

namespace Pharos.OnCall;

/// <summary>
/// The place in a list after which a page begins: the time and the ID of the last row before it. Rows that are added
/// later move nothing. It names only a point in the order, so using it for another list reveals nothing.
/// </summary>
/// <param name="Time">The value that the list is sorted by.</param>
/// <param name="Id">Decides between rows of the same time.</param>
internal readonly record struct ListCursor(long Time, string Id)
{
    private const byte Version = 1;
    private const int MinBytes = 10;
    private const int MaxBytes = 64;

    /// <summary>Before all IDs of its time in ascending order.</summary>
    public static ListCursor BeforeAll(long time) => new(time, "");

    /// <summary>After all IDs of its time in ascending order.</summary>
    public static ListCursor AfterAll(long time) => new(time, "~");

    /// <param name="order">Identifies the order of the list.</param>
    public string ToText(byte order)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        (bytes[0], bytes[1]) = (Version, order);
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], Time);
        return Base64Url.EncodeToString(bytes[..(MinBytes + Encoding.UTF8.GetBytes(Id, bytes[MinBytes..]))]);
    }

    /// <returns>Null for the first page.</returns>
    /// <exception cref="ApiException">The text is not a cursor of a list in this order.</exception>
    public static ListCursor? Parse(string? text, byte order, string field)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (
            text.Length > MaxBytes * 4 / 3
            || !Base64Url.TryDecodeFromChars(text, bytes, out var length)
            || length <= MinBytes
            || bytes[0] != Version
            || bytes[1] != order
            || bytes[MinBytes..length].ContainsAnyExceptInRange((byte)'!', (byte)'~')
        )
            throw Errors.Invalid(Messages.BadCursor, field);
        return new ListCursor(
            BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            Encoding.ASCII.GetString(bytes[MinBytes..length])
        );
    }
}
