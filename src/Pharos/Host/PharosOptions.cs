using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Database;
using Pharos.Http.Connections;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.OnCall.Intake.Mail;
using Pharos.OnCall.Retention;
using Pharos.Platform.Accounts;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.Host;

/// <summary>
/// The configuration section <c>Pharos</c>. Attributes hold each option's range and description. Options are validated
/// at startup and listed by <c>pharos serve --help</c> and the README.
/// </summary>
public sealed class PharosOptions
{
    public const string Section = "Pharos";

    [Description("Folder for the SQLite database and the self-signed certificate; created if missing.")]
    [Required]
    public string Data { get; set; } = "pharos-data";

    [Description("PostgreSQL connection string. Default: SQLite in the data folder.")]
    public string? Database { get; set; }

    [Description(
        "Addresses to listen on, separated by semicolons. Use http only behind a TLS-terminating proxy that is "
            + "listed in TrustedProxies."
    )]
    [Required, Addresses]
    public string Urls { get; set; } = "https://127.0.0.1:8443";

    [Description("Certificate file (PEM, with chain). Default: a self-signed certificate in the data folder.")]
    public string? Cert { get; set; }

    [Description("Private key file (PEM) of the certificate.")]
    public string? CertKey { get; set; }

    [Description("Public address of the server, for links and emails. Default: the first of Urls.")]
    [AbsoluteUrl]
    public string? PublicUrl { get; set; }

    [Description(
        "IP addresses or networks (10.0.0.0/8), separated by commas, of proxies whose X-Forwarded-For and "
            + "X-Forwarded-Proto headers are trusted."
    )]
    [Networks]
    public string? TrustedProxies { get; set; }

    [Description("Slug or ID of the public page that / on the server's own host name leads to. Default: the console.")]
    public string? FrontPage { get; set; }

    [Description(
        "Custom domains, separated by commas, whose addresses are not checked, such as behind a CDN. With several "
            + "accounts, a TXT record must still prove who owns them."
    )]
    public string? VerifiedDomains { get; set; }

    [Description("Largest request body, in bytes. Most operations have a lower limit of their own.")]
    [Range(1024L, 1L << 30)]
    public long MaxBodyBytes { get; set; } = 32 << 20;

    [Description(
        "Bytes of all request bodies in memory at the same time; beyond it, requests get 503. A quarter is for "
            + "visitors."
    )]
    [Range(1L << 20, 1L << 40)]
    public long MaxBodyBytesInFlight { get; set; } = 128 << 20;

    [Description(
        "Seconds that a write waits for other writers of the SQLite database, also of other programs; then it gets 503."
    )]
    [Range(1, 300)]
    public int WriteWaitSeconds { get; set; } = SqliteDatabase.DefaultWriteWaitSeconds;

    [Description("Hours after which a console session ends.")]
    [Range(1, 8760)]
    public int SessionHours { get; set; } = 24 * 14;

    [Description("Hours without a request after which a console session ends.")]
    [Range(1, 8760)]
    public int SessionIdleHours { get; set; } = 24 * 3;

    [Description("Days after which entries of the audit log are deleted; 0 keeps them.")]
    [Range(0, 36_500)]
    public int AuditDays { get; set; }

    [Description("Hours for which an invitation link is valid.")]
    [Range(1, 720)]
    public int InvitationHours { get; set; } = 72;

    public ConnectionOptions Connections { get; set; } = new();

    public CacheOptions Cache { get; set; } = new();

    public RateLimitOptions RateLimits { get; set; } = new();

    public PlanOptions Plan { get; set; } = new();

    public PublishOptions Publish { get; set; } = new();

    public EmailOptions Mail { get; set; } = new();

    public DeliveryOptions Delivery { get; set; } = new();

    public MailIntakeOptions AlertMail { get; set; } = new();

    public RetentionOptions Retention { get; set; } = new();

    /// <summary>The addresses without TLS, which only a proxy can use.</summary>
    internal IEnumerable<string> PlainAddresses =>
        Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(url => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase));

    /// <summary>The options of the public site.</summary>
    internal PublicSiteSettings PublicSite => new(PublicUrl, Urls, FrontPage, VerifiedDomains, Data, Publish);
}
