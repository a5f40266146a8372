using System.IO.Compression;
using System.Security.Cryptography;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>A finished answer of the public site: made once, compressed once, sent to everybody. Not compressed before somebody asks: files need none of it.</summary>
public sealed class Copy
{
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;

    private Copy(byte[] plain, string contentType, DateTimeOffset? asOf = null)
    {
        AsOf = asOf;
        Plain = plain;
        ContentType = contentType;
        brotli = new(() => Compress(plain, stream => new BrotliStream(stream, new BrotliCompressionOptions { Quality = 5 }, leaveOpen: true)));
        gzip = new(() => Compress(plain, stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12));
        (ETag, BrotliETag, GzipETag) = ($"\"{hash}\"", $"\"{hash}-br\"", $"\"{hash}-gz\"");
    }

    public byte[] Plain { get; }

    /// <summary>The time that it tells of, where it is a last good one because the database is gone.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>In which it tells times; null where it tells none to people.</summary>
    public TimeZoneInfo? Zone { get; private init; }

    /// <summary>Made for the first who takes it.</summary>
    public byte[] Brotli => brotli.Value;

    /// <summary>Made for the first who takes it.</summary>
    public byte[] Gzip => gzip.Value;

    public string ContentType { get; }
    public string ETag { get; }
    public string BrotliETag { get; }
    public string GzipETag { get; }

    /// <summary>In bytes, about what it takes in memory when all of it was made.</summary>
    public int Size => Plain.Length + (Plain.Length / 2);

    public static Copy From(byte[] plain, string contentType) => new(plain, contentType);

    /// <summary>What was made from a snapshot, and is as good as that is.</summary>
    public static Copy From(PageSnapshot page, byte[] plain, string contentType) =>
        new(plain, contentType, page.IsLastGood ? DateTimeOffset.FromUnixTimeSeconds(page.Now) : null) { Zone = page.Zone };

    public static Copy From(string text, string contentType) => new(System.Text.Encoding.UTF8.GetBytes(text), contentType);

    /// <summary>The same, as a last good one.</summary>
    public Copy From(DateTimeOffset time) => new(Plain, ContentType, time) { Zone = Zone };

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var packed = new MemoryStream();
        using (var stream = compressor(packed))
            stream.Write(plain);
        return packed.ToArray();
    }
}
