using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.Platform.Accounts;

namespace Pharos.StatusPages.Pages;

/// <summary>Who may read a page. Cannot be changed later.</summary>
public enum PageType
{
    Public,
    Internal,
}

/// <summary>How the history is shown.</summary>
public enum DateView
{
    Calendar,
    List,
}

/// <summary>How uptime is shown.</summary>
public enum UptimeMode
{
    ChartAndPercentage,
    Chart,
    None,
}

/// <summary>A link in a page's navigation.</summary>
public sealed record PageLink(string Name, string Url);

public sealed class PageRow
{
    public required long PageId { get; init; }
    public required long AccountId { get; init; }
    public required PageType Type { get; init; }
    public required string Name { get; set; }

    /// <summary>
    /// The slug: lower-case letters, digits and hyphens. Unique among public pages of the installation, or among
    /// internal pages of the account.
    /// </summary>
    public required string UrlName { get; set; }

    public string? PageTitle { get; set; }

    /// <summary>Several pages may claim a domain; it is unique once it is verified.</summary>
    public string? CustomDomain { get; set; }

    /// <summary>
    /// When the domain was verified; until then it does not serve the page. Reset to null when the domain changes.
    /// </summary>
    public long? DomainVerifiedAt { get; set; }
    public string? Logo { get; set; }
    public string? DarkLogo { get; set; }
    public string? Favicon { get; set; }
    public string? LogoUrl { get; set; }

    /// <summary>Such as <c>#1f5fbf</c>; see <see cref="BrandColor"/>.</summary>
    public string? AccentColor { get; set; }

    /// <summary>One line below the name, such as what the company does.</summary>
    public string? CoverLine { get; set; }

    /// <summary>Whether the top of the page is filled with the accent color; null until it was set.</summary>
    public bool? CoverFilled { get; set; }

    /// <summary>Whether the logo stands alone, because it contains the name; null until it was set.</summary>
    public bool? HideName { get; set; }

    /// <summary>Null until it was set.</summary>
    public bool? HidePoweredBy { get; set; }
    public string? PageHeader { get; set; }
    public string? PageFooter { get; set; }
    public string? ContactInfo { get; set; }
    public List<PageLink> CustomLinks { get; set; } = [];
    public required DateView DateView { get; set; }
    public required UptimeMode DisplayUptimeMode { get; set; }
    public required bool EmailSubscription { get; set; }
    public required bool ImSubscription { get; set; }
    public string? TemplatePreference { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
}

internal sealed class PageTable : IEntityTypeConfiguration<PageRow>
{
    public void Configure(EntityTypeBuilder<PageRow> builder)
    {
        builder.ToTable("pages").HasKey(r => r.PageId);
        builder.Property(r => r.PageId).ValueGeneratedNever();
        builder.Property(r => r.CustomLinks).IsJsonList();
        builder.HasIndex(r => r.AccountId);
        builder
            .HasIndex(r => r.UrlName)
            .IsUnique()
            .HasFilter("type = 'public'")
            .HasDatabaseName("ix_pages_public_url_name");
        builder
            .HasIndex(r => new { r.AccountId, r.UrlName })
            .IsUnique()
            .HasFilter("type = 'internal'")
            .HasDatabaseName("ix_pages_internal_url_name");
        builder
            .HasIndex(r => r.CustomDomain)
            .IsUnique()
            .HasFilter("domain_verified_at IS NOT NULL")
            .HasDatabaseName("ix_pages_verified_domain");
        builder.HasOne<AccountRow>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
