using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Pharos.Platform.Members;
using Pharos.StatusPages.Components;
using Pharos.StatusPages.Pages;
using Pharos.StatusPages.Rules;

namespace Pharos.StatusPages.Changes;

/// <summary>
/// A change on a page: an incident or a maintenance. Its status, start and close time are derived from its updates.
/// </summary>
public sealed class ChangeRow
{
    public required long ChangeId { get; init; }
    public required long PageId { get; init; }
    public required ChangeType Type { get; init; }
    public required string Title { get; set; }
    public required string Description { get; set; }
    public required ChangeStatus Status { get; set; }

    /// <summary>Unix seconds; for a maintenance the planned start.</summary>
    public required long StartAt { get; set; }

    /// <summary>Unix seconds; follows the contract's rule for <c>close_at_seconds</c>.</summary>
    public long? CloseAt { get; set; }

    /// <summary>
    /// The end given at creation: the planned end of a maintenance, or the actual end of a retrospective change.
    /// </summary>
    public long? StatedCloseAt { get; set; }

    public bool IsRetrospective { get; init; }
    public bool NotifySubscribers { get; init; }
    public bool AutoUpdateBySchedule { get; set; }

    /// <summary>
    /// When the next automatic step of a maintenance is due, in unix seconds; null when none is pending.
    /// </summary>
    public long? NextStepAt { get; set; }

    /// <summary>
    /// The import's key for this change, so that a repeated import does not duplicate it; unique within the page.
    /// </summary>
    public string? SourceId { get; init; }

    public required long CreatedAt { get; init; }
    public required long UpdatedAt { get; set; }

    /// <summary>
    /// Incremented by every write to the change or its timeline, so that caching readers only re-read what has changed.
    /// </summary>
    public long Revision { get; set; }
    public List<UpdateRow> Updates { get; } = [];
    public List<ResponderRow> Responders { get; } = [];
}

/// <summary>An entry of a change's timeline.</summary>
public sealed class UpdateRow
{
    public required long ChangeId { get; init; }

    /// <summary>A ULID, unique within the change. Clients that replay history may supply their own.</summary>
    public required string UpdateId { get; init; }

    public required long AtSeconds { get; set; }

    /// <summary>Orders updates of the same second: lower numbers arrived first.</summary>
    public required long Arrival { get; init; }

    public ChangeStatus? Status { get; init; }
    public required string Description { get; set; }

    /// <summary>
    /// When the next update is promised, in unix seconds; null without a promise. Only the last update's promise
    /// counts.
    /// </summary>
    public long? NextUpdateAt { get; init; }

    public required long CreatedAt { get; init; }
    public List<ComponentChangeRow> ComponentChanges { get; } = [];
}

/// <summary>The status that an update gives to a component.</summary>
public sealed class ComponentChangeRow
{
    public required long ChangeId { get; init; }
    public required string UpdateId { get; init; }
    public required string ComponentId { get; init; }
    public required ComponentStatus Status { get; init; }

    /// <summary>Its position in the request, from 0.</summary>
    public required int Position { get; init; }
}

/// <summary>A member responsible for a change.</summary>
public sealed class ResponderRow
{
    public required long ChangeId { get; init; }
    public required long MemberId { get; init; }
    public required int Position { get; init; }
}

/// <summary>A link between two changes of a page. Each pair is stored once, the lower ID first.</summary>
public sealed class ChangeLinkRow
{
    public required long LowChangeId { get; init; }
    public required long HighChangeId { get; init; }
}

internal sealed class ChangeTable : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> builder)
    {
        builder.ToTable("changes").HasKey(r => r.ChangeId);
        builder.Property(r => r.ChangeId).ValueGeneratedNever();
        builder.HasIndex(r => new
        {
            r.PageId,
            r.Type,
            r.Status,
            r.StartAt,
        });
        builder.HasIndex(r => new { r.PageId, r.StartAt });
        builder.HasIndex(r => r.NextStepAt);
        builder.HasIndex(r => new { r.PageId, r.CloseAt });
        builder.HasIndex(r => new { r.PageId, r.SourceId }).IsUnique();
        builder.HasOne<PageRow>().WithMany().HasForeignKey(r => r.PageId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Updates).WithOne().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(r => r.Responders).WithOne().HasForeignKey(r => r.ChangeId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UpdateTable : IEntityTypeConfiguration<UpdateRow>
{
    public void Configure(EntityTypeBuilder<UpdateRow> builder)
    {
        builder.ToTable("change_updates").HasKey(r => new { r.ChangeId, r.UpdateId });
        builder
            .HasMany(r => r.ComponentChanges)
            .WithOne()
            .HasForeignKey(r => new { r.ChangeId, r.UpdateId })
            .OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ComponentChangeTable : IEntityTypeConfiguration<ComponentChangeRow>
{
    public void Configure(EntityTypeBuilder<ComponentChangeRow> builder)
    {
        builder
            .ToTable("component_changes")
            .HasKey(r => new
            {
                r.ChangeId,
                r.UpdateId,
                r.ComponentId,
            });
        builder.HasIndex(r => r.ComponentId);
        builder.HasOne<ComponentRow>().WithMany().HasForeignKey(r => r.ComponentId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ResponderTable : IEntityTypeConfiguration<ResponderRow>
{
    public void Configure(EntityTypeBuilder<ResponderRow> builder)
    {
        builder.ToTable("change_responders").HasKey(r => new { r.ChangeId, r.MemberId });
        builder.HasIndex(r => r.MemberId);
        builder.HasOne<MemberRow>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ChangeLinkTable : IEntityTypeConfiguration<ChangeLinkRow>
{
    public void Configure(EntityTypeBuilder<ChangeLinkRow> builder)
    {
        builder.ToTable("change_links").HasKey(r => new { r.LowChangeId, r.HighChangeId });
        builder.HasIndex(r => r.HighChangeId);
        builder.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.LowChangeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ChangeRow>().WithMany().HasForeignKey(r => r.HighChangeId).OnDelete(DeleteBehavior.Cascade);
    }
}
