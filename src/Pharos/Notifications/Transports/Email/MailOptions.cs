using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Kernel;

namespace Pharos.Notifications.Transports.Email;

/// <summary>Where mail goes out.</summary>
public sealed class MailOptions
{
    [Description("Host of the SMTP server that takes our mail; without one, mails are written as .eml files into the folder mail of the data folder.")]
    public string? Host { get; set; }

    [Description("Port of the SMTP server.")]
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    [Description("Encryption towards the SMTP server: starttls demands it, none never asks for it.")]
    [OneOf("none", "starttls")]
    public string Security { get; set; } = "starttls";

    [Description("File (PEM) of the authority that signed the SMTP server's certificate, where that is your own; those that the system trusts when absent.")]
    public string? CaCert { get; set; }

    [Description("User name at the SMTP server; no sign-in when absent.")]
    public string? User { get; set; }

    [Description("Password at the SMTP server.")]
    public string? Password { get; set; }

    [Description("Address that mails are from, with or without a name: Acme Status <status@example.com>.")]
    [MailAddress]
    public string From { get; set; } = "status@localhost";

    [Description("Address that answers to mails go to; the sender's when absent.")]
    [MailAddress]
    public string? ReplyTo { get; set; }

    [Description("Address that bounces go to. A + and what tells the delivery are put before its @, so that the mailbox must take sub-addresses; the sender's when absent.")]
    [MailAddress]
    public string? BounceTo { get; set; }

    [Description("What POST /delivery/bounce is signed with, at least 16 characters; that address is off when absent.")]
    [MinLength(16, ErrorMessage = "at least 16 characters")]
    public string? BounceSecret { get; set; }
}
