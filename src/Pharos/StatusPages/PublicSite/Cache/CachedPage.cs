using NodaTime;
using Pharos.Http;

namespace Pharos.StatusPages.PublicSite.Cache;

/// <summary>
/// A finished response of the public site, with its compressed forms, which exported files do not need.
/// </summary>
public sealed class CachedPage : EncodedBody
{
    private CachedPage(byte[] plain, string contentType, DateTimeOffset? asOf = null)
        : base(plain, contentType) => AsOf = asOf;

    /// <summary>
    /// When the content was current, if it is older than allowed because the database is unreachable; else null.
    /// </summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>The time zone of the times it shows; null where it shows none.</summary>
    public DateTimeZone? Zone { get; private init; }

    /// <summary>The brand of an HTML view, which its content security policy depends on.</summary>
    internal BrandStyle Brand { get; private init; } = BrandStyle.None;

    /// <summary>An estimate of its memory in bytes, including the compressed forms.</summary>
    public int Size => Plain.Length + (Plain.Length / 2);

    public static CachedPage From(byte[] plain, string contentType) => new(plain, contentType);

    /// <summary>A response rendered from a snapshot, and as old as the snapshot.</summary>
    public static CachedPage From(PageSnapshot page, byte[] plain, string contentType) =>
        new(plain, contentType, page.IsLastGood ? DateTimeOffset.FromUnixTimeSeconds(page.Now) : null)
        {
            Zone = page.Zone,
            Brand = BrandStyle.Of(page.Page),
        };

    /// <summary>The same view with another text.</summary>
    public CachedPage With(string text) =>
        new(System.Text.Encoding.UTF8.GetBytes(text), ContentType) { Zone = Zone, Brand = Brand };

    /// <summary>The same content, marked as stale.</summary>
    /// <param name="time">When the content was current.</param>
    public CachedPage From(DateTimeOffset time) => new(Plain, ContentType, time) { Zone = Zone, Brand = Brand };
}
