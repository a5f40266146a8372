using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;
using Pharos.OnCall.Intake.Formats;

namespace Pharos.OnCall.Intake.Mail;

/// <summary>The options <c>Pharos:AlertMail</c>: the listener that receives alerts as emails.</summary>
public sealed class MailIntakeOptions
{
    [Description(
        "Domain of the addresses that take alerts as emails, such as alerts.example.com. Without it, Pharos receives "
            + "no emails."
    )]
    [HostName]
    public string? Domain { get; set; }

    [Description("IP address to receive emails on; 0.0.0.0 and [::] mean all.")]
    [Required, IpAddress]
    public string Address { get; set; } = "0.0.0.0";

    [Description("Port to receive emails on.")]
    [Range(0, 65535)]
    public int Port { get; set; } = 25;

    [Description("Name with which the server greets senders. Defaults to Domain.")]
    [HostName]
    public string? HostName { get; set; }

    [Description(
        "Encryption of received emails: starttls offers the STARTTLS command, with the server's certificate; required "
            + "refuses senders that don't use it; none doesn't offer it."
    )]
    [OneOf("none", "starttls", "required")]
    public string Security { get; set; } = "starttls";

    [Description("Largest email, in bytes.")]
    [Range(1024, 64 << 20)]
    public int MaxBytes { get; set; } = EmailFormat.MaxBytes;

    [Description("Connections of senders of emails that are open at the same time.")]
    [Range(1, 10_000)]
    public int Connections { get; set; } = 100;

    [Description("Of these, connections of one client (an address, or an IPv6 /64).")]
    [Range(1, 10_000)]
    public int ConnectionsPerClient { get; set; } = 20;

    [Description("Recipients of one email.")]
    [Range(1, 100)]
    public int Recipients { get; set; } = 20;

    [Description("Seconds without a byte after which the connection of a sender of emails is closed.")]
    [Range(1, 3600)]
    public int IdleSeconds { get; set; } = 60;

    [Description("Seconds after which the connection of a sender of emails is closed in any case.")]
    [Range(1, 86_400)]
    public int SessionSeconds { get; set; } = 600;

    /// <summary>The address of an email integration; null if the server receives no emails.</summary>
    internal string? AddressOf(string key) => Domain is { } domain ? $"{key}@{domain}" : null;
}
