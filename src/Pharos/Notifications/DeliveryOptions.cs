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
        "Maximum emails and messages that a node is sending, or has sent and not yet stored as sent. At most "
            + "this many are sent twice after a crash."
    )]
    [Range(1, 10_000)]
    public int InFlight { get; set; } = 500;

    [Description("Minutes for which a link that confirms a subscription is valid.")]
    [Range(1, 10080)]
    public int LinkMinutes { get; set; } = 30;

    [Description(
        "Subscription requests per hour that one client (an IPv4 address or an IPv6 /64) may make on public pages."
    )]
    [Range(1, 1_000_000)]
    public int AsksPerClient { get; set; } = 10;

    [Description("Subscription requests per hour to one public page, from all clients together.")]
    [Range(1, 1_000_000)]
    public int AsksPerPage { get; set; } = 1000;

    [Description("Private networks that webhooks may connect to, such as 10.0.0.0/8, separated by commas.")]
    [Networks]
    public string? AllowedNetworks { get; set; }
}
