using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Pharos.OnCall.Timeline;

/// <summary>What happened to an incident or an alert. Clients know it as a feed.</summary>
public sealed class TimelineEntryRow
{
    /// <summary>Ascending in the order of writing.</summary>
    public required string EntryId { get; init; }

    public required long AccountId { get; init; }

    /// <summary>The incident or the alert.</summary>
    public required string RefId { get; init; }

    /// <summary>The type on the wire, such as <c>i_ack</c>.</summary>
    public required string Type { get; init; }

    /// <summary>What the type says in addition, as a JSON object.</summary>
    public required string Detail { get; init; }

    /// <summary>0 for the system.</summary>
    public required long CreatorId { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long CreatedAt { get; init; }
}

internal sealed class TimelineTable : IEntityTypeConfiguration<TimelineEntryRow>
{
    public void Configure(EntityTypeBuilder<TimelineEntryRow> builder)
    {
        builder.ToTable("timeline_entries").HasKey(r => r.EntryId);
        builder.HasIndex(r => new { r.RefId, r.CreatedAt });
        builder.HasIndex(r => r.AccountId);
    }
}
