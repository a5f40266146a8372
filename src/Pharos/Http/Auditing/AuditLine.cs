using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.Http.Auditing;

/// <summary>The content of an entry of the audit log, which its hash covers.</summary>
internal sealed record AuditLine
{
    /// <summary>The hash before the first entry of an account.</summary>
    public static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>Precedes the content, in case a later version hashes other fields.</summary>
    private const byte Version = 1;

    public required long AccountId { get; init; }
    public required long Seq { get; init; }
    public required long AuditId { get; init; }
    public required long MemberId { get; init; }
    public required string MemberName { get; init; }
    public required string? KeyId { get; init; }
    public required string? KeyName { get; init; }

    /// <summary>The wire name of the entry point.</summary>
    public required string Door { get; init; }
    public required string ClientAddress { get; init; }
    public required string RequestId { get; init; }
    public required string Operation { get; init; }
    public required bool IsDangerous { get; init; }
    public required bool IsWrite { get; init; }
    public required string About { get; init; }
    public required string Body { get; init; }

    /// <summary>Hashes this entry and the hash of the previous one.</summary>
    public byte[] Hash(ReadOnlySpan<byte> previous)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        content.Write(previous);
        content.Write([Version]);
        foreach (var number in (ReadOnlySpan<long>)[AccountId, Seq, AuditId, MemberId])
            Write(content, number);
        foreach (
            var text in (ReadOnlySpan<string?>)
                [MemberName, KeyId, KeyName, Door, ClientAddress, RequestId, Operation, About, Body]
        )
            Write(content, text);
        content.Write([(byte)(IsDangerous ? 1 : 0), (byte)(IsWrite ? 1 : 0)]);
        return SHA256.HashData(content.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> content, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(content.GetSpan(sizeof(long)), number);
        content.Advance(sizeof(long));
    }

    /// <summary>The length first, so that text cannot move from one field to the next; -1 for null.</summary>
    private static void Write(ArrayBufferWriter<byte> content, string? text)
    {
        Write(content, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
            Encoding.UTF8.GetBytes(text, content);
    }
}
