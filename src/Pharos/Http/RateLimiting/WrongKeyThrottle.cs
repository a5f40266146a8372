namespace Pharos.Http.RateLimiting;

/// <summary>
/// Limits the unknown API keys that a client can make the server look up in the database. In memory: each node counts
/// separately.
/// </summary>
internal sealed class WrongKeyThrottle(RateLimitOptions options, TimeProvider clock)
{
    private readonly Throttle clients = new(options.WrongKeysPerMinute, TimeSpan.FromMinutes(1), clock);

    /// <summary>
    /// Returns null if a key may be looked up; otherwise the unix seconds of the next attempt. Only wrong keys count,
    /// so a client with many requests at once is not affected.
    /// </summary>
    public long? Until(string client) => options.Enabled ? clients.Peek(client) : null;

    public void Count(string client) => clients.Take(client);
}
