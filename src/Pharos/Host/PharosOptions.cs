using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Pharos.Database;
using Pharos.Http.RateLimiting;
using Pharos.Kernel;
using Pharos.Notifications;
using Pharos.Notifications.Transports.Email;
using Pharos.Platform.Accounts;
using Pharos.StatusPages.PublicSite;
using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.Host;

/// <summary>
/// The configuration section <c>Pharos</c>. Every option has its default here, its range and its description in
/// attributes; the start checks them, <c>pharos serve --help</c> and the README list them.
/// </summary>
public sealed class PharosOptions
{
    public const string Section = "Pharos";

    [Description("Folder for the SQLite database and the self-signed certificate. Created if missing.")]
    [Required]
    public string Data { get; set; } = "pharos-data";

    [Description("PostgreSQL connection string. Without it, Pharos uses SQLite in the data folder.")]
    public string? Database { get; set; }

    [Description(
        "Addresses to listen on, separated by semicolons. Use https; http is only for a TLS-terminating proxy listed "
            + "in TrustedProxies."
    )]
    [Required, Addresses]
    public string Urls { get; set; } = "https://127.0.0.1:8443";

    [Description(
        "Certificate file (PEM, with its chain). Without it, Pharos creates a self-signed one in the data folder."
    )]
    public string? Cert { get; set; }

    [Description("Private key file (PEM) of the certificate.")]
    public string? CertKey { get; set; }

    [Description("Address that visitors and clients use, as shown and used in emails. Defaults to the first of Urls.")]
    [AbsoluteUrl]
    public string? PublicUrl { get; set; }

    [Description(
        "IP addresses or networks (10.0.0.0/8) of trusted proxies, separated by commas. Pharos honours "
            + "X-Forwarded-For and X-Forwarded-Proto from no one else."
    )]
    [Networks]
    public string? TrustedProxies { get; set; }

    [Description("Custom domains, separated by commas, that are verified regardless of DNS: for pages behind a CDN.")]
    public string? VerifiedDomains { get; set; }

    [Description("Largest request body, in bytes.")]
    [Range(1024L, 1L << 30)]
    public long MaxBodyBytes { get; set; } = 32 << 20;

    [Description("Lifetime of a console session, in hours.")]
    [Range(1, 8760)]
    public int SessionHours { get; set; } = 24 * 14;

    [Description("Lifetime of an invitation link, in hours.")]
    [Range(1, 720)]
    public int InvitationHours { get; set; } = 72;

    public CacheOptions Cache { get; set; } = new();

    public RateLimitOptions RateLimits { get; set; } = new();

    public PlanOptions Plan { get; set; } = new();

    public PublishOptions Publish { get; set; } = new();

    public EmailOptions Mail { get; set; } = new();

    public DeliveryOptions Delivery { get; set; } = new();

    /// <summary>What the public site needs of these options.</summary>
    internal PublicSiteSettings PublicSite => new(PublicUrl, Urls, VerifiedDomains, Cache.MaxBytes, Data, Publish);
}
