using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Pharos.OnCall.Intake.Formats;

/// <summary>The keys that tie events to alerts.</summary>
internal static class AlertKeys
{
    public const int MaxLength = 255;

    private const int HashBytes = 16;

    /// <summary>
    /// A key as a sender gives it; empty if it has none. One that is too long ends in a hash instead of its last part:
    /// cutting it would merge alerts whose keys differ at the end.
    /// </summary>
    public static string From(string sent)
    {
        var key = EventText.Line(sent, MaxLength + 1);
        if (key.Length <= MaxLength)
            return key;
        var hash = '~' + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sent)).AsSpan(0, HashBytes));
        return EventText.Cut(key, MaxLength - hash.Length) + hash;
    }

    /// <summary>
    /// A key of 22 characters for an event whose sender gives none. It depends only on the title and the labels, so
    /// that a repeated request does not make a second alert.
    /// </summary>
    public static string Derive(string title, IReadOnlyDictionary<string, string> labels)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, title);
        foreach (var (name, value) in labels.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, value);
        }

        return Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }

    /// <summary>The key that the sender gives, or else one derived from the title and the labels.</summary>
    public static string FromOrDerive(string sent, string title, IReadOnlyDictionary<string, string> labels) =>
        From(sent) is { Length: > 0 } key ? key : Derive(title, labels);

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
