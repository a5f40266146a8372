using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Sections;

namespace Pharos.StatusPages.Components;

public sealed class ComponentRow
{
    public required string ComponentId { get; init; }
    public required long PageId { get; init; }
    public string? SectionId { get; set; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public required long OrderId { get; set; }
    public required long AvailableSinceSeconds { get; set; }
    public bool HideUptime { get; set; }
    public bool HideAll { get; set; }
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }

    /// <summary>Set when the component was deleted. The row stays, because published changes still name it.</summary>
    public long? DeletedAt { get; set; }
}

internal sealed class ComponentTable : IEntityTypeConfiguration<ComponentRow>
{
    public void Configure(EntityTypeBuilder<ComponentRow> builder)
    {
        builder.ToTable("components").HasKey(r => r.ComponentId);
        builder.HasIndex(r => r.PageId);
        builder.HasIndex(r => r.SectionId);
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<SectionRow>().WithMany().HasForeignKey(r => r.SectionId).OnDelete(DeleteBehavior.SetNull);
    }
}
