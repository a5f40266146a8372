using System.Globalization;
using Pharos.Http.RateLimiting;
using Pharos.Notifications;

namespace Pharos.StatusPages.PublicSite.Subscribing;

/// <summary>
/// Bounds how often subscriptions are asked for, by client and by page, whoever is asked for: the answer says nothing
/// of an address. In memory: each node counts for itself. How many mails an address gets is bounded in the database:
/// <see cref="PendingSubscriptions"/>.
/// </summary>
internal sealed class SubscribingThrottle(DeliveryOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Throttle clients = new(options.AsksPerClient, Window, clock);
    private readonly Throttle pages = new(options.AsksPerPage, Window, clock);

    /// <summary>Null when it may go on, else when it is worth coming back, in unix seconds.</summary>
    public long? Take(string client, long pageId) =>
        clients.Take(client) ?? pages.Take(pageId.ToString(CultureInfo.InvariantCulture));
}
