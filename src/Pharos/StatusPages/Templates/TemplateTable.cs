using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Templates;

/// <summary>The purpose of a template.</summary>
public enum TemplateType
{
    /// <summary>Starts a change: title, status and first text.</summary>
    PreDefined,

    /// <summary>Texts of updates, by the status that the update sets.</summary>
    Message,
}

/// <summary>A text prepared in advance.</summary>
public sealed class TemplateRow
{
    public required string TemplateId { get; init; }
    public required long PageId { get; init; }
    public required TemplateType Type { get; init; }
    public required string Title { get; set; }
    public required ChangeType EventType { get; set; }
    public required ChangeStatus Status { get; set; }
    public string? Description { get; set; }

    /// <summary>
    /// Texts by wire name of the status, in the order of the statuses. Only message templates have them.
    /// </summary>
    public List<TemplateText> Messages { get; set; } = [];
    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
}

/// <summary>The text of updates that set a status.</summary>
public sealed record TemplateText(ChangeStatus Status, string Text);

internal sealed class TemplateTable : IEntityTypeConfiguration<TemplateRow>
{
    public void Configure(EntityTypeBuilder<TemplateRow> builder)
    {
        builder.ToTable("templates").HasKey(r => r.TemplateId);
        builder.Property(r => r.Messages).IsJsonList();
        builder.HasIndex(r => new { r.PageId, r.Type });
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
    }
}
