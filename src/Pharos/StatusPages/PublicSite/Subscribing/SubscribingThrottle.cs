using System.Globalization;
using Pharos.Http.RateLimiting;
using Pharos.Notifications;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Limits requests for subscriptions by client and by page, regardless of the address, so that the response reveals
/// nothing about it. In memory, per node. The emails per address are limited in the database: see <see
/// cref="PendingSubscriptions"/>.
/// </summary>
internal sealed class SubscribingThrottle(DeliveryOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Throttle clients = new(options.AsksPerClient, Window, clock);
    private readonly Throttle pages = new(options.AsksPerPage, Window, clock);

    /// <summary>Null if the request is allowed, else when to retry, in unix seconds.</summary>
    public long? Take(string client, long pageId) =>
        clients.Take(client) ?? pages.Take(pageId.ToString(CultureInfo.InvariantCulture));
}
