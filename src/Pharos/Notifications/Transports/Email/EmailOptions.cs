using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports.Email;

/// <summary>The SMTP server and the addresses that emails carry.</summary>
public sealed class EmailOptions
{
    [Description(
        "Host of the SMTP server. Without it, emails are written as .eml files to the folder mail in the data folder."
    )]
    public string? Host { get; set; }

    [Description("Port of the SMTP server. Defaults to 465 with Security tls, else to 587.")]
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
        "Certificate file (PEM) of your own certificate authority, if it signed the SMTP server's certificate. "
            + "Defaults to the system's authorities."
    )]
    public string? CaCert { get; set; }

    [Description("User name for the SMTP server (AUTH PLAIN or AUTH LOGIN). Without it, Pharos doesn't authenticate.")]
    public string? User { get; set; }

    [Description("Password for the SMTP server.")]
    public string? Password { get; set; }

    [Description("Sender of emails, with or without a name: Acme Status <status@example.com>.")]
    [EmailAddressOption]
    public string From { get; set; } = "status@localhost";

    [Description("Address for replies. Defaults to From.")]
    [EmailAddressOption]
    public string? ReplyTo { get; set; }

    [Description(
        "Address for bounces. Pharos adds + and a token before the @, so the mailbox must accept sub-addresses. "
            + "Defaults to From, without a token."
    )]
    [EmailAddressOption]
    public string? BounceTo { get; set; }

    [Description("Secret that signs requests to POST /delivery/bounce. Without it, that endpoint is off.")]
    [MinLength(16, ErrorMessage = "at least 16 characters")]
    public string? BounceSecret { get; set; }
}
