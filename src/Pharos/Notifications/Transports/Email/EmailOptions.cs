using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Where mail goes out.</summary>
public sealed class EmailOptions
{
    [Description(
        "Host of the SMTP server that takes our mail; without one, mails are written as .eml files into "
            + "the folder mail of the data folder."
    )]
    public string? Host { get; set; }

    [Description("Port of the SMTP server; 465 with Security tls and 587 otherwise when absent.")]
    [Range(1, 65535)]
    public int? Port { get; set; }

    [Description(
        "Encryption of the SMTP connection: starttls requires the STARTTLS command, tls encrypts from the "
            + "start, none never encrypts."
    )]
    [OneOf("none", "starttls", "tls")]
    public string Security { get; set; } = "starttls";

    /// <summary>The port to connect to: the configured one, or the standard one for the kind of encryption.</summary>
    internal int EffectivePort => Port ?? (Security == "tls" ? 465 : 587);

    [Description(
        "File (PEM) of the authority that signed the SMTP server's certificate, where that is your own; "
            + "those that the system trusts when absent."
    )]
    public string? CaCert { get; set; }

    [Description("User name at the SMTP server, with AUTH PLAIN or else AUTH LOGIN; no authentication when absent.")]
    public string? User { get; set; }

    [Description("Password at the SMTP server.")]
    public string? Password { get; set; }

    [Description("Address that mails are from, with or without a name: Acme Status <status@example.com>.")]
    [EmailAddressOption]
    public string From { get; set; } = "status@localhost";

    [Description("Address that answers to mails go to; the sender's when absent.")]
    [EmailAddressOption]
    public string? ReplyTo { get; set; }

    [Description(
        "Address that bounces go to. A + and what tells the delivery are put before its @, so that the "
            + "mailbox must take sub-addresses; the sender's when absent."
    )]
    [EmailAddressOption]
    public string? BounceTo { get; set; }

    [Description("What POST /delivery/bounce is signed with, at least 16 characters; that address is off when absent.")]
    [MinLength(16, ErrorMessage = "at least 16 characters")]
    public string? BounceSecret { get; set; }
}
