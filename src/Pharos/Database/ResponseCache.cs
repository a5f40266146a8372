namespace Pharos.Database;

/// <summary>Identifies a cached response. Built from parsed and checked parameters only.</summary>
/// <param name="AccountId">The account of the caller, so that no response reaches another account.</param>
/// <param name="PageId">The page whose writes invalidate the response; 0 if a write to any page does.</param>
/// <param name="Kind">The kind of response, such as <c>change</c>.</param>
/// <param name="Id">The resource, where there is one; else 0.</param>
/// <param name="Variant">Everything else that the response depends on.</param>
public readonly record struct ResponseCacheKey(
    long AccountId,
    long PageId,
    string Kind,
    long Id = 0,
    string Variant = ""
);

/// <summary>The finished bytes of popular API responses.</summary>
public sealed class ResponseCache(CacheVersions versions, TimeProvider clock, CacheOptions options) : IDisposable
{
    /// <summary>Added to the size of each response, in bytes: roughly what its key and its entry take.</summary>
    private const int EntryOverhead = 200;

    private readonly VersionedCache<ResponseCacheKey, byte[]> responses = new(
        versions,
        clock,
        new()
        {
            MaxSize = options.MaxBytes,
            Version = key => key.PageId == 0 ? versions.Generation : versions.Version(key.PageId),
            Size = (key, bytes) => bytes.Length + (2 * key.Variant.Length) + EntryOverhead,
        }
    );

    /// <summary>Gets a response from memory or computes it. Exceptions reach all waiters and are not cached.</summary>
    public ValueTask<byte[]> Get(
        ResponseCacheKey key,
        Func<CancellationToken, Task<byte[]>> compute,
        CancellationToken cancel
    ) => responses.FindFresh(key) is { } bytes ? new(bytes) : Compute(key, compute, cancel);

    public void Dispose() => responses.Dispose();

    private async ValueTask<byte[]> Compute(
        ResponseCacheKey key,
        Func<CancellationToken, Task<byte[]>> compute,
        CancellationToken cancel
    ) => (await responses.Get(key, async (_, stop) => await compute(stop), cancel))!;
}
