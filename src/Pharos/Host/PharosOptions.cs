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

    [Description("Folder of the SQLite database and of the self-signed certificate; made when missing.")]
    [Required]
    public string Data { get; set; } = "pharos-data";

    [Description("PostgreSQL connection string; SQLite in the data folder when absent.")]
    public string? Database { get; set; }

    [Description(
        "Addresses to listen on, separated by semicolons. HTTPS; an http address is for a TLS-terminating "
            + "proxy listed in TrustedProxies."
    )]
    [Required, Addresses]
    public string Urls { get; set; } = "https://127.0.0.1:8443";

    [Description("Certificate file (PEM, with its chain); a self-signed one is made in the data folder when absent.")]
    public string? Cert { get; set; }

    [Description("Private key file (PEM) of the certificate.")]
    public string? CertKey { get; set; }

    [Description("The address that people and clients use, as printed and mailed; the first of Urls when absent.")]
    [AbsoluteUrl]
    public string? PublicUrl { get; set; }

    [Description(
        "IP addresses or networks (10.0.0.0/8), separated by commas, of proxies whose X-Forwarded-For and "
            + "X-Forwarded-Proto count."
    )]
    [Networks]
    public string? TrustedProxies { get; set; }

    [Description(
        "Custom domains, separated by commas, that count as verified whatever they resolve to: for a page behind a CDN."
    )]
    public string? VerifiedDomains { get; set; }

    [Description("Largest request body, in bytes.")]
    [Range(1024L, 1L << 30)]
    public long MaxBodyBytes { get; set; } = 32 << 20;

    [Description("Hours after which a console session ends.")]
    [Range(1, 8760)]
    public int SessionHours { get; set; } = 24 * 14;

    [Description("Hours for which the link of an invitation can be used.")]
    [Range(1, 720)]
    public int InvitationHours { get; set; } = 72;

    public CacheOptions Cache { get; set; } = new();

    public RateLimitOptions RateLimits { get; set; } = new();

    public PlanOptions Plan { get; set; } = new();

    public PublishOptions Publish { get; set; } = new();

    public EmailOptions Mail { get; set; } = new();

    public DeliveryOptions Delivery { get; set; } = new();

    /// <summary>What the public site needs of these options.</summary>
    internal PublicSiteSettings PublicSite => new(PublicUrl, Urls, VerifiedDomains, Data, Publish);
}
