using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Database;
using Pharos.OnCall.Intake.Integrations;
using Pharos.OnCall.Rules;

namespace Pharos.OnCall.SourceChanges;

/// <summary>
/// A change of the monitored systems, such as a deployment, as a sender reports it. Events with one key form one
/// change.
/// It is not an event of a status page, which is a change in <c>StatusPages</c>.
/// </summary>
public sealed class SourceChangeRow
{
    public required string ChangeId { get; init; }
    public required long AccountId { get; init; }
    public required long IntegrationId { get; init; }

    /// <summary>0 for a shared integration.</summary>
    public required long SpaceId { get; init; }

    public required string ChangeKey { get; init; }
    public required string Title { get; set; }
    public required string Description { get; set; }
    public required string Link { get; set; }
    public required ChangeStatus Status { get; set; }
    public required Dictionary<string, string> Labels { get; set; }
    public required long StartTime { get; set; }
    public required long LastTime { get; set; }

    /// <summary>When it was done or canceled, in unix seconds; 0 before.</summary>
    public required long EndTime { get; set; }

    /// <summary>Its latest events, as a JSON list.</summary>
    public required string Events { get; set; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }
}

internal sealed class SourceChangeTable : IEntityTypeConfiguration<SourceChangeRow>
{
    public void Configure(EntityTypeBuilder<SourceChangeRow> builder)
    {
        builder.ToTable("source_changes").HasKey(r => r.ChangeId);
        builder.Property(r => r.Labels).IsJsonMap();
        builder.HasIndex(r => new { r.IntegrationId, r.ChangeKey }).IsUnique();
        builder.HasIndex(r => new { r.AccountId, r.StartTime });
        builder
            .HasOne<IntegrationRow>()
            .WithMany()
            .HasForeignKey(r => r.IntegrationId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
