using Pharos.StatusPages.PublicSite.Export;

namespace Pharos.StatusPages.PublicSite;

/// <summary>The options that the public site needs.</summary>
/// <param name="PublicUrl">The configured address of the server; null when there is none.</param>
/// <param name="Urls">The addresses that the server listens on, separated by semicolons.</param>
/// <param name="VerifiedDomains">Custom domains, separated by commas, that need no verification.</param>
/// <param name="DataFolder">Where emails go when no SMTP server is configured.</param>
public sealed record PublicSiteSettings(
    string? PublicUrl,
    string Urls,
    string? VerifiedDomains,
    string DataFolder,
    PublishOptions Publish
);
