using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>How notifications are sent.</summary>
public sealed class DeliveryOptions
{
    [Description("Emails and messages that a node sends at the same time.")]
    [Range(1, 256)]
    public int Connections { get; set; } = 8;

    [Description(
        "Deliveries per node that are being sent or whose result is not stored yet: the most that a crash can "
            + "duplicate."
    )]
    [Range(1, 10_000)]
    public int InFlight { get; set; } = 500;

    [Description("Lifetime of a link that confirms a subscription, in minutes.")]
    [Range(1, 10080)]
    public int LinkMinutes { get; set; } = 30;

    [Description("Subscription requests per hour on public pages from one client (an address, or an IPv6 /64).")]
    [Range(1, 1_000_000)]
    public int AsksPerClient { get; set; } = 10;

    [Description("Subscription requests per hour to one public page from all clients together.")]
    [Range(1, 1_000_000)]
    public int AsksPerPage { get; set; } = 1000;

    [Description("Networks (10.0.0.0/8), separated by commas, that webhooks may reach although they are not public.")]
    [Networks]
    public string? AllowedNetworks { get; set; }
}
