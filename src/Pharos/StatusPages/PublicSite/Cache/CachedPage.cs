using System.IO.Compression;
using System.Security.Cryptography;
using NodaTime;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// A finished response of the public site, with its compressed forms. Each is compressed on first use, because exported
/// files need none of them; <see cref="Compress(CachedPage?)"/> does it in advance.
/// </summary>
public sealed class CachedPage
{
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;
    private bool isBrotliUsed;
    private bool isGzipUsed;

    private CachedPage(byte[] plain, string contentType, DateTimeOffset? asOf = null)
    {
        AsOf = asOf;
        Plain = plain;
        ContentType = contentType;
        brotli = new(() =>
            Compress(plain, stream => new BrotliStream(
                stream,
                new BrotliCompressionOptions { Quality = 5 },
                leaveOpen: true
            ))
        );
        gzip = new(() => Compress(plain, stream => new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)));
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 12));
        (ETag, BrotliETag, GzipETag) = ($"\"{hash}\"", $"\"{hash}-br\"", $"\"{hash}-gz\"");
    }

    public byte[] Plain { get; }

    /// <summary>
    /// When the content was current, if it is older than allowed because the database is unreachable; else null.
    /// </summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>The time zone of the times it shows; null where it shows none.</summary>
    public DateTimeZone? Zone { get; private init; }

    /// <summary>Compressed on first use.</summary>
    public byte[] Brotli
    {
        get
        {
            isBrotliUsed = true;
            return brotli.Value;
        }
    }

    /// <summary>Compressed on first use.</summary>
    public byte[] Gzip
    {
        get
        {
            isGzipUsed = true;
            return gzip.Value;
        }
    }

    internal bool IsBrotliReady => brotli.IsValueCreated;
    internal bool IsGzipReady => gzip.IsValueCreated;

    public string ContentType { get; }
    public string ETag { get; }
    public string BrotliETag { get; }
    public string GzipETag { get; }

    /// <summary>An estimate of its memory in bytes, including the compressed forms.</summary>
    public int Size => Plain.Length + (Plain.Length / 2);

    public static CachedPage From(byte[] plain, string contentType) => new(plain, contentType);

    /// <summary>A response rendered from a snapshot, and as old as the snapshot.</summary>
    public static CachedPage From(PageSnapshot page, byte[] plain, string contentType) =>
        new(plain, contentType, page.IsLastGood ? DateTimeOffset.FromUnixTimeSeconds(page.Now) : null)
        {
            Zone = page.Zone,
        };

    public static CachedPage From(string text, string contentType) =>
        new(System.Text.Encoding.UTF8.GetBytes(text), contentType);

    /// <summary>The same content, marked as stale.</summary>
    /// <param name="time">When the content was current.</param>
    public CachedPage From(DateTimeOffset time) => new(Plain, ContentType, time) { Zone = Zone };

    /// <summary>
    /// Compresses it as visitors were sent the response before, so that none of them waits for the compressor.
    /// </summary>
    /// <param name="last">The response before; null if this is the first, which is compressed for browsers.</param>
    public void Compress(CachedPage? last)
    {
        if (last is null || last.isBrotliUsed)
            _ = brotli.Value;
        if (last is { isGzipUsed: true })
            _ = gzip.Value;
    }

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var packed = new MemoryStream();
        using (var stream = compressor(packed))
            stream.Write(plain);
        return packed.ToArray();
    }
}
