using System.IO.Compression;
using System.Security.Cryptography;

namespace Pharos.Http;

/// <summary>
/// The finished body of a response, with an ETag and its compressed forms. Each is compressed on first use.
/// </summary>
public class EncodedBody
{
    private readonly Lazy<byte[]> brotli;
    private readonly Lazy<byte[]> gzip;

    public EncodedBody(byte[] plain, string contentType)
    {
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

    /// <summary>Compressed on first use.</summary>
    public byte[] Brotli
    {
        get
        {
            IsBrotliUsed = true;
            return brotli.Value;
        }
    }

    /// <summary>Compressed on first use.</summary>
    public byte[] Gzip
    {
        get
        {
            IsGzipUsed = true;
            return gzip.Value;
        }
    }

    public string ContentType { get; }
    public string ETag { get; }
    public string BrotliETag { get; }
    public string GzipETag { get; }

    internal bool IsBrotliReady => brotli.IsValueCreated;
    internal bool IsGzipReady => gzip.IsValueCreated;

    private bool IsBrotliUsed { get; set; }
    private bool IsGzipUsed { get; set; }

    /// <summary>
    /// Compresses the body in the encodings that clients took of the previous one, so that no client waits for it.
    /// </summary>
    /// <param name="last">The previous body; null if this is the first, which is compressed for browsers.</param>
    public void Compress(EncodedBody? last)
    {
        if (last is null || last.IsBrotliUsed)
            _ = brotli.Value;
        if (last is { IsGzipUsed: true })
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
