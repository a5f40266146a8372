using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports.Email;

/// <summary>How email is sent.</summary>
public sealed class EmailOptions
{
    [Description(
        "Host of the SMTP server; without one, emails are written as .eml files to the folder mail in the "
            + "data folder."
    )]
    public string? Host { get; set; }

    [Description("Port of the SMTP server; defaults to 465 with Security tls, else 587.")]
    [Range(1, 65535)]
    public int? Port { get; set; }

    [Description(
        "Encryption of the SMTP connection: starttls requires the STARTTLS command, tls encrypts from the "
            + "start, none never encrypts."
    )]
    [OneOf("none", "starttls", "tls")]
    public string Security { get; set; } = "starttls";

    /// <summary>The configured port, or the standard port for the kind of encryption.</summary>
    internal int EffectivePort => Port ?? (Security == "tls" ? 465 : 587);

    [Description(
        "PEM file of the authority that signed the SMTP server's certificate; defaults to the authorities that "
            + "the system trusts."
    )]
    public string? CaCert { get; set; }

    [Description(
        "User name at the SMTP server, for AUTH PLAIN or AUTH LOGIN; without one, Pharos does not authenticate."
    )]
    public string? User { get; set; }

    [Description("Password at the SMTP server.")]
    public string? Password { get; set; }

    [Description("Address that emails are from, with or without a name: Acme Status <status@example.com>.")]
    [EmailAddressOption]
    public string From { get; set; } = "status@localhost";

    [Description("Address that replies go to; defaults to From.")]
    [EmailAddressOption]
    public string? ReplyTo { get; set; }

    [Description(
        "Address that bounces go to. Pharos adds a + and a token before the @, so the mailbox must accept "
            + "sub-addresses. Defaults to From."
    )]
    [EmailAddressOption]
    public string? BounceTo { get; set; }

    [Description("Secret that signs POST /delivery/bounce, at least 16 characters; without one, that URL is disabled.")]
    [MinLength(16, ErrorMessage = "at least 16 characters")]
    public string? BounceSecret { get; set; }
}
