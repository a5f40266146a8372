using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.StatusPages.PublicSite;

/// <summary>The options of the public site.</summary>
/// <param name="PublicUrl">The configured address of the server; null if not set.</param>
/// <param name="Urls">The addresses that the server listens on, separated by semicolons.</param>
/// <param name="FrontPage">Slug or ID of the page that / leads to; null for the console.</param>
/// <param name="VerifiedDomains">Comma-separated custom domains whose addresses are not checked.</param>
/// <param name="DataFolder">The folder for emails when no SMTP server is configured.</param>
public sealed record PublicSiteSettings(
    string? PublicUrl,
    string Urls,
    string? FrontPage,
    string? VerifiedDomains,
    string DataFolder,
    PublishOptions Publish
);
