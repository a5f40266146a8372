using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.Notifications;

/// <summary>How notifications are sent.</summary>
public sealed class DeliveryOptions
{
    [Description("Mails and messages that a node sends at the same time.")]
    [Range(1, 256)]
    public int Connections { get; set; } = 8;

    [Description(
        "Mails and messages that a node may have sent, or be sending, and not yet written down. So many "
            + "are sent twice at most when it is killed."
    )]
    [Range(1, 10_000)]
    public int InFlight { get; set; } = 500;

    [Description("Minutes for which a link that confirms a subscription can be used.")]
    [Range(1, 10080)]
    public int LinkMinutes { get; set; } = 30;

    [Description(
        "Times an hour that one client (an address, or an IPv6 /64) may ask for subscriptions on public pages."
    )]
    [Range(1, 1_000_000)]
    public int AsksPerClient { get; set; } = 10;

    [Description("Times an hour that all together may ask for subscriptions to one public page.")]
    [Range(1, 1_000_000)]
    public int AsksPerPage { get; set; } = 1000;

    [Description("Networks (10.0.0.0/8), separated by commas, that webhooks may lead to although they are not public.")]
    [Networks]
    public string? AllowedNetworks { get; set; }
}
