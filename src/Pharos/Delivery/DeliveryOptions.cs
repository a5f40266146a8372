using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Server;

namespace Pharos.Delivery;

/// <summary>How notifications are sent.</summary>
public sealed class DeliveryOptions
{
    [Description("Mails and messages that a node sends at the same time.")]
    [Range(1, 256)]
    public int Connections { get; set; } = 8;

    [Description("Minutes for which a link that confirms a subscription can be used.")]
    [Range(1, 10080)]
    public int LinkMinutes { get; set; } = 30;

    [Description("Networks (10.0.0.0/8), separated by commas, that webhooks may lead to although they are not public.")]
    [Networks]
    public string? AllowedNetworks { get; set; }
}
