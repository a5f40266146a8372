using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.StatusPages.Pages;

namespace Pharos.StatusPages.Sections;

public sealed class SectionRow
{
    public required string SectionId { get; init; }
    public required long PageId { get; init; }
    public required string Name { get; set; }
    public string? Description { get; set; }
    public required long OrderId { get; set; }
    public bool HideUptime { get; set; }
    public bool HideAll { get; set; }
    public required long CreatedAt { get; init; }
}

internal sealed class SectionTable : IEntityTypeConfiguration<SectionRow>
{
    public void Configure(EntityTypeBuilder<SectionRow> builder)
    {
        builder.ToTable("sections").HasKey(r => r.SectionId);
        builder.HasIndex(r => r.PageId);
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
    }
}
