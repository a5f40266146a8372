using System.Buffers.Binary;
using System.Buffers.Text;
using Pharos.Kernel;

namespace Pharos.Platform.Audit;

/// <summary>
/// An opaque cursor that names the start of a page of the audit log. It encodes only a point in time, so using it in
/// another account reveals nothing.
/// </summary>
internal static class AuditCursor
{
    private const byte Version = 1;
    private const int Bytes = 9;
    private const int Characters = 12;

    public static string Create(long auditId)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], auditId);
        return Base64Url.EncodeToString(bytes);
    }

    /// <returns>The ID before which the page starts; null for the first page.</returns>
    public static long? Parse(string? text, string field)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        Span<byte> bytes = stackalloc byte[Bytes];
        return
            text.Length == Characters
            && Base64Url.TryDecodeFromChars(text, bytes, out var length)
            && length == Bytes
            && bytes[0] == Version
            && BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) is > 0 and var id
            ? id
            : throw Errors.Invalid(Messages.BadCursor, field);
    }
}
