using System.Globalization;

namespace Pharos.Http.RateLimiting;

/// <summary>
/// Limits requests for subscriptions by client and by page, regardless of the address, so that the response reveals
/// nothing about it. In memory, per node. The emails per address are limited in the database.
/// </summary>
internal sealed class SubscribingThrottle(int perClient, int perPage, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Throttle clients = new(perClient, Window, clock);
    private readonly Throttle pages = new(perPage, Window, clock);

    /// <summary>Null if the request is allowed, else when to retry, in unix seconds.</summary>
    public long? Take(string client, long pageId) =>
        clients.Take(client) ?? pages.Take(pageId.ToString(CultureInfo.InvariantCulture));
}
