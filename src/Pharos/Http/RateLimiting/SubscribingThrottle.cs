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

    /// <summary>
    /// Counts a request before it is read. Null if it is allowed, else when to retry, in unix seconds.
    /// </summary>
    public long? Take(string client, long pageId)
    {
        if (clients.Take(client) is { } later)
            return later;
        if (pages.Take(Key(pageId)) is not { } until)
            return null;
        clients.GiveBack(client);
        return until;
    }

    /// <summary>Uncounts a request that turned out to ask for nothing.</summary>
    public void GiveBack(string client, long pageId)
    {
        clients.GiveBack(client);
        pages.GiveBack(Key(pageId));
    }

    private static string Key(long pageId) => pageId.ToString(CultureInfo.InvariantCulture);
}
